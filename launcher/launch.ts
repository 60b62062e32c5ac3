/** The whole life of a start: look before the leap, bring up, tell, wait, drain. */
import { renameSync, rmSync, writeFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { type DataFolder, openDataFolder } from '../database/data-folder.ts';
import { createHouse, type StartError } from './house.ts';
import { holdDataFolder } from './lock.ts';
import type { Context } from './parts.ts';
import { examineEnvironment, machineProblems } from './problems.ts';
import { openProcessBook } from './process-book.ts';
import { createProgress } from './progress.ts';
import { settle, settlePorts } from './settings.ts';
import { listenForStop } from './stop-signals.ts';
import { closingTable } from './table.ts';
import { bringUp } from './up.ts';
import { chooseWords, type Words } from './words.ts';

const say = (line: string) => console.log(line);

/** @returns the exit code */
export async function launch(given: NodeJS.ProcessEnv): Promise<number> {
  const began = Date.now();
  const words = chooseWords(given);
  const { environment, problems } = examineEnvironment(given);
  let data: DataFolder;
  let release: () => void;
  try {
    data = openHere(environment.RAMPA_DATA);
    release = holdDataFolder(data);
  } catch (error) {
    return complain([...problems, (error as Error).message], words);
  }
  try {
    const book = openProcessBook(data);
    const left = await book.endLeftovers();
    if (left.length > 0) say(words.leftovers(left));
    const settled = await settlePorts(environment);
    problems.push(...(await machineProblems(settled)));
    if (problems.length > 0) return complain(problems, words);
    return await live({ settings: settle(settled, data), given, book }, words, began);
  } finally {
    release();
  }
}

async function live(start: Omit<Context, 'signal'>, words: Words, began: number): Promise<number> {
  const { data, addresses } = start.settings;
  const house = createHouse({ say, words });
  const stop = listenForStop(() => start.book.killAll());
  const failed = new AbortController();
  const progress = createProgress();
  const addressFile = data.file('addresses.json');
  // Whoever waits for the file must not read a killed launcher's.
  rmSync(addressFile, { force: true });
  try {
    await bringUp({ ...start, signal: AbortSignal.any([stop, failed.signal]) }, house, progress);
    progress.close();
    writeFileSync(`${addressFile}.new`, `${JSON.stringify(addresses, undefined, 2)}\n`, { mode: 0o600 });
    renameSync(`${addressFile}.new`, addressFile);
    say(closingTable(words, start.settings, Date.now() - began));
    await aborted(stop);
    return 0;
  } catch (error) {
    if (stop.aborted) return 0;
    failed.abort();
    const { message, errors = [], logFile } = error as StartError;
    const log = logFile && !message.includes(logFile) ? [words.itsLog(logFile)] : [];
    return complain([message, ...errors.map((line) => `  ${line}`), ...log], words);
  } finally {
    progress.close();
    rmSync(addressFile, { force: true });
    if (stop.aborted) say(words.stopping);
    await house.drain();
    if (stop.aborted) say(words.stopped);
  }
}

function openHere(folder: string): DataFolder {
  try {
    return openDataFolder(folder);
  } catch (cause) {
    throw new Error(`RAMPA_DATA: the folder cannot be used (${(cause as Error).message})`, { cause });
  }
}

async function aborted(signal: AbortSignal): Promise<void> {
  // A pending timer keeps the process alive where a listener would not.
  while (!signal.aborted) await sleep(2 ** 31 - 1, undefined, { signal }).catch(() => undefined);
}

function complain(lines: readonly string[], words: Words): number {
  console.error([words.cannotStart, ...lines].join('\n'));
  return 1;
}
