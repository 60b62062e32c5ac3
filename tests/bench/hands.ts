/** What is compared, each with a namespace and a worker's process of its own on the same server. */
import { type ChildProcess, fork } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { Client } from '@temporalio/client';
import { connectTemporal } from '../../temporal/client.ts';
import { prepareTemporal } from '../../temporal/prepare.ts';

/**
 * `house`: as it is. `sale`: as it is up to the ticket, and its delivery does nothing. `empty`: the same workflow with steps that do
 * nothing. `messages`: the same messages and no steps. `normal`: as `empty`, and every step a normal activity.
 */
export type Kind = 'house' | 'sale' | 'empty' | 'messages' | 'normal';
export type Job = { kind: Kind; address: string; namespace: string; databaseUrl: string; data: string; partners: string };
type Told = 'ticketed' | 'delivered';
/** What a worker says: what became of which order. */
export type Word = { ready: true } | { [K in Told]?: string };

export type Hands = {
  kind: Kind;
  namespace: string;
  temporal: Client;
  pid: number;
  /** Resolves when the worker says so, with the moment it was heard; ask before it can happen. */
  told(what: Told, orderId: string): Promise<number>;
  /** Deliveries begin and wait until they may go on. */
  holdDeliveries(held: boolean): void;
  close(): Promise<void>;
};

export async function hire(job: Omit<Job, 'namespace'>): Promise<Hands> {
  const namespace = `${job.kind}-${randomUUID().slice(0, 8)}`;
  const { client, connection, close } = await connectTemporal({ address: job.address, namespace });
  await connection.workflowService.registerNamespace({
    namespace,
    workflowExecutionRetentionPeriod: { seconds: 86_400 as never },
  });
  await prepareTemporal({ connection, namespace });

  const waiting = new Map<string, (at: number) => void>();
  const told = (key: string) => new Promise<number>((resolve) => waiting.set(key, resolve));
  const ready = told('ready:true');
  const worker = start({ ...job, namespace });
  worker.on('message', (word: Word) => {
    const key = Object.entries(word)[0]!.join(':');
    waiting.get(key)?.(performance.now());
    waiting.delete(key);
  });
  const ended = once(worker, 'exit').then(([code]) => {
    throw new Error(`the worker of ${job.kind} ended with ${code}`);
  });
  ended.catch(() => undefined);
  await Promise.race([ready, ended]);
  return {
    ...{ kind: job.kind, namespace, temporal: client, pid: worker.pid! },
    told: (what, orderId) => Promise.race([told(`${what}:${orderId}`), ended]),
    holdDeliveries: (held) => void worker.send({ held }),
    async close() {
      const gone = once(worker, 'exit');
      worker.kill('SIGKILL');
      await gone;
      await close();
    },
  };
}

function start(job: Job): ChildProcess {
  const worker = fork(fileURLToPath(new URL('./worker.ts', import.meta.url)), {
    env: { PATH: process.env['PATH'], HOME: process.env['HOME'], RAMPA_BENCH_JOB: JSON.stringify(job) },
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
  process.once('exit', () => worker.kill('SIGKILL'));
  return worker;
}
