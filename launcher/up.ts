/** Brings everything up: what does not wait for each other at the same time. */
import { prepareDatabase, type RoleUrls } from '../database/prepare.ts';
import { sampleTelegram } from '../database/sample/telegram.ts';
import { connectTemporal } from '../temporal/client.ts';
import { prepareTemporal } from '../temporal/prepare.ts';
import { findTemporalCli } from '../temporal/server/find.ts';
import type { House } from './house.ts';
import { runOnce } from './once.ts';
import { type Context, mediaPart, postgresPart, sandboxPart, serverPart, temporalPart, workerPart } from './parts.ts';
import type { Progress } from './progress.ts';

/** @throws StartError, or the error of a step; parts that are up by then stay up for the caller to stop. */
export async function bringUp(context: Context, house: House, progress: Progress): Promise<void> {
  const { own } = context.settings;
  const step = stepsOf(progress);
  const pages = step('pages', (note) =>
    runOnce('frontend/build.ts', { env: { ...context.given, NO_COLOR: '1' }, signal: context.signal, log: note }),
  );
  const ground = Promise.all([
    database(context, house, step),
    temporal(context, house, step),
    own.media ? step('media', () => house.open(mediaPart(context))) : undefined,
    own.sandbox ? step('sandbox', () => house.open(sandboxPart(context))) : undefined,
  ]);
  await Promise.all([
    ground.then(([urls]) => step('worker', () => house.open(workerPart(context, urls)))),
    Promise.all([ground, pages]).then(([[urls]]) => step('server', () => house.open(serverPart(context, urls)))),
  ]);
}

type Step = <T>(name: string, work: (note: (line: string) => void) => Promise<T>) => Promise<T>;

function stepsOf(progress: Progress): Step {
  return async (name, work) => {
    progress.begin(name);
    try {
      const result = await work((line) => progress.note(name, line));
      progress.done(name);
      return result;
    } catch (error) {
      progress.failed(name);
      throw error;
    }
  };
}

async function database(context: Context, house: House, step: Step): Promise<RoleUrls> {
  const { environment, data, own } = context.settings;
  const adminUrl =
    environment.DATABASE_URL ?? (await step('postgres', async () => (await house.open(postgresPart(context))).adminUrl));
  const passwords = {
    owner: data.secret('database-owner'),
    writer: data.secret('database-writer'),
    reader: data.secret('database-reader'),
  };
  // Where people with real money come, nobody may find a pretend theatre.
  const sample = own.postgres || own.telegram;
  // Its people are the sandbox's: with a real bot their numbers would be somebody else's.
  const people = own.telegram ? { sampleTelegram: sampleTelegram(data.secret('person-ids')) } : {};
  return await step('database', (log) => prepareDatabase({ adminUrl, passwords, sample, ...people, log }));
}

async function temporal(context: Context, house: House, step: Step): Promise<void> {
  const { own, addresses } = context.settings;
  await step('temporal', async (note) => {
    if (own.temporal) {
      const cli = await findTemporalCli(note, context.signal);
      await house.open(temporalPart(context, cli));
    }
    const namespace = addresses.temporalNamespace;
    const { connection, close } = await connectTemporal({ address: addresses.temporal, namespace });
    await prepareTemporal({ connection, namespace }).finally(close);
  });
}
