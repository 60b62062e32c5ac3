/** A moment at which something dies: how it comes about, what is so while it is dead, and what becomes of it. */
import assert from 'node:assert/strict';
import type { House, Part } from '../support/house.ts';
import { call, eventually } from '../support/http.ts';

export type Moment = {
  name: string;
  arrange(): Promise<unknown>;
  whileDead?(): Promise<unknown>;
  /** Waits for its end, and looks at it. */
  afterwards(): Promise<unknown>;
};

/** As a power cut would. Afterwards there is surely nobody under that number. */
export async function killed(part: Part): Promise<void> {
  const pid = part.pid();
  assert.ok(pid !== undefined, 'it ran');
  await part.kill();
  assert.throws(() => process.kill(pid, 0), { code: 'ESRCH' }, 'it is gone');
}

export const fault = (house: House, body: object) => call(`${house.sandbox}/faults`, { body: { times: 1, ...body } });
export const endFaults = (house: House) => call(`${house.sandbox}/faults`, { method: 'DELETE' });

/** Connections that were idle while a process was started may be closing just now: asked until both answer, so that the next request meets none of them. */
export const reachable = ({ sandbox, web }: House) =>
  eventually(async () => (await Promise.all([call(`${sandbox}/faults`), call(`${web}/healthz`)])).length === 2, 'both answer');

/** The partner does it, and its answer does not come before the process dies. */
export const withheld = { mode: 'delay', ms: 600_000 } as const;
/** However often it is asked. */
export const always = { times: 100_000 } as const;
/** What takes longest is a step that died with its worker: a message has a minute. */
export const patient = 180_000;
