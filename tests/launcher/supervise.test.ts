/** A part that dies comes back; one that is asked to stop does not. */
import assert from 'node:assert/strict';
import { EventEmitter, once } from 'node:events';
import { describe, it } from 'node:test';
import type { Running } from '../../launcher/child.ts';
import { supervise } from '../../launcher/supervise.ts';

/** A part without a process: it dies when told. */
function pretendPart() {
  const events = new EventEmitter();
  const alive: { die(): void }[] = [];
  let broken = 0;
  const start = async (): Promise<Running> => {
    if (broken > 0) {
      broken -= 1;
      throw new Error('no room');
    }
    const { promise: exited, resolve: die } = Promise.withResolvers<void>();
    alive.push({ die });
    return { pid: alive.length, exited, stop: async () => die(), kill: die };
  };
  return {
    name: 'worker',
    start,
    events,
    alive,
    breakNext: (times: number) => {
      broken = times;
    },
    hooks: {
      died: (part: string, details: { pause: number; often: boolean; reason: string | undefined }) =>
        events.emit('died', part, details),
      back: () => events.emit('back'),
    },
  };
}

describe('supervision', () => {
  it('starts a part again that died', async () => {
    const part = pretendPart();
    const supervised = supervise(part, await part.start(), part.hooks);
    part.alive[0]?.die();
    await once(part.events, 'back');
    assert.equal(part.alive.length, 2);
    await supervised.stop();
    assert.equal(part.alive.length, 2);
  });

  it('waits longer each time, and says when it happens too often', async () => {
    const part = pretendPart();
    const supervised = supervise(part, await part.start(), part.hooks);
    part.breakNext(2);
    part.alive[0]?.die();
    const deaths: { pause: number; often: boolean; reason: string | undefined }[] = [];
    part.events.on('died', (_, details) => deaths.push(details));
    await once(part.events, 'back');
    await supervised.stop();
    assert.deepEqual(deaths, [
      { pause: 250, often: false, reason: undefined },
      { pause: 500, often: false, reason: 'no room' },
      { pause: 1000, often: true, reason: 'no room' },
    ]);
  });

  it('does not start again what dies while it is asked to stop', async () => {
    const part = pretendPart();
    const supervised = supervise(part, await part.start(), part.hooks);
    part.alive[0]?.die();
    await once(part.events, 'died');
    await supervised.stop();
    assert.equal(part.alive.length, 1);
  });
});
