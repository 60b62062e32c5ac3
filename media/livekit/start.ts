/** Starts a LiveKit server. What it holds is gone with it: rooms are made again by who comes in. */
import { spawn } from 'node:child_process';
import { closeSync, openSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';

export interface LiveKitStart {
  /** See `findLiveKit`. */
  readonly program: string;
  /** See `liveKitConfig`. */
  readonly config: string;
  /** Where it answers when it is ready. */
  readonly url: string;
  /** What the server writes goes there. */
  readonly logFile: string;
  /** Told as soon as there is a process, long before it is healthy. */
  readonly onSpawn?: (pid: number) => void;
}

export interface LiveKitServer {
  readonly url: string;
  readonly pid: number;
  /** Settles when the server is gone, for whatever reason. */
  readonly exited: Promise<void>;
  stop(): Promise<void>;
  kill(): void;
}

const START_PATIENCE = 60_000;
/** Asked once it waits until everybody has left; asked twice it tells them to. */
const FAREWELL = 500;
const STOP_PATIENCE = 10_000;

/** @throws Error when it stops, or does not answer in a minute; then it does not run any more. */
export async function startLiveKit(start: LiveKitStart): Promise<LiveKitServer> {
  const server = run(start);
  start.onSpawn?.(server.pid);
  const asked = new AbortController();
  const gone = server.exited.then(() => {
    throw new Error(`LiveKit stopped right away. Its log: ${start.logFile}`);
  });
  gone.catch(() => undefined);
  try {
    await Promise.race([gone, untilAnswers(start.url, asked.signal)]);
  } catch (error) {
    server.kill();
    throw error;
  } finally {
    asked.abort();
  }
  return { url: start.url, ...server };
}

/** A group of its own: Ctrl-C in the terminal must not end it before the house has said so. */
function run({ program, config, logFile }: LiveKitStart) {
  const output = openSync(logFile, 'a', 0o600);
  // The secret is in the environment, which other users cannot read, and in no argument and no file.
  const kept = ['PATH', 'HOME', 'TMPDIR', 'TZ', 'SystemRoot'].map((name) => [name, process.env[name]]);
  const env = { ...Object.fromEntries(kept), LIVEKIT_CONFIG: config };
  const child = spawn(program, [], { detached: true, env, stdio: ['ignore', output, output] });
  closeSync(output);
  // Unheard it would end our process; without a number below there was no start.
  child.on('error', () => undefined);
  const pid = child.pid;
  if (pid === undefined) throw new Error(`LiveKit could not be started: ${program} cannot be run.`);
  child.unref();
  let gone = false;
  const exited = new Promise<void>((resolve) => {
    child.once('exit', () => {
      gone = true;
      resolve();
    });
  });
  return {
    pid,
    exited,
    async stop() {
      if (gone) return;
      child.ref();
      child.kill('SIGTERM');
      const farewell = setTimeout(() => child.kill('SIGTERM'), FAREWELL);
      const late = setTimeout(() => child.kill('SIGKILL'), STOP_PATIENCE);
      await exited;
      for (const timer of [farewell, late]) clearTimeout(timer);
    },
    kill() {
      if (!gone) child.kill('SIGKILL');
    },
  };
}

async function untilAnswers(url: string, signal: AbortSignal): Promise<void> {
  const deadline = Date.now() + START_PATIENCE;
  while (!(await answers(url))) {
    if (signal.aborted) return;
    if (Date.now() > deadline) throw new Error(`LiveKit did not answer at ${url} within ${START_PATIENCE / 1000} s`);
    await sleep(50);
  }
}

async function answers(url: string): Promise<boolean> {
  try {
    const response = await fetch(url, { signal: AbortSignal.timeout(2000) });
    await response.body?.cancel();
    return response.status === 200;
  } catch {
    return false;
  }
}
