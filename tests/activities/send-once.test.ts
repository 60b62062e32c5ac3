/** The send ledger: none goes out twice, and an unknown outcome is known to be unknown. */
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, describe, it } from 'node:test';
import { ApplicationFailure } from '@temporalio/common';
import { type Outgoing, sendOnce } from '../../activities/messaging/send-once.ts';
import { sampleTenantId } from '../../database/sample/theatre.ts';
import { NotSent, SlowDown, Undeliverable } from '../../providers/messaging/port.ts';
import { type Bench, openBench } from './support.ts';

let bench: Bench;
before(async () => {
  bench = await openBench();
});
after(() => bench.close());

function message(send: () => Promise<void>, whenUnknown: Outgoing['whenUnknown'] = 'ask') {
  const sent: number[] = [];
  const outgoing: Outgoing = {
    ...{ tenantId: sampleTenantId, key: randomUUID(), personId: randomUUID(), orderId: randomUUID(), whenUnknown },
    send: async () => {
      await send();
      return { messageId: String(sent.push(1)) };
    },
  };
  return { sent, key: outgoing.key, deliver: () => bench.step(() => sendOnce(outgoing)) };
}
const state = async (key: string) =>
  (await bench.db.sql<{ state: string }>('select state from messages where key = $1', [key]))[0]?.state;
/** Fails the first time, then works. */
const once = (error: Error) => {
  let calls = 0;
  return async () => {
    calls += 1;
    if (calls === 1) throw error;
  };
};

describe('a message', () => {
  it('is sent once however often it is asked for', async () => {
    const { sent, deliver } = message(async () => {});
    assert.deepEqual([await deliver(), await deliver(), await deliver()], ['sent', 'sent', 'sent']);
    assert.equal(sent.length, 1);
  });

  it('that surely did not leave is sent by the retry', async () => {
    const { sent, deliver, key } = message(once(new NotSent('refused')));
    await assert.rejects(deliver());
    assert.equal(await state(key), 'intended');
    assert.equal(await deliver(), 'sent');
    assert.equal(sent.length, 1);
  });

  it('waits as long as Telegram asks', async () => {
    const { deliver } = message(once(new SlowDown(7)));
    await assert.rejects(deliver(), (error) => error instanceof ApplicationFailure && error.nextRetryDelay === 7000);
    assert.equal(await deliver(), 'sent');
  });

  it('to somebody who blocked the bot is not tried again', async () => {
    const { deliver, sent } = message(once(new Undeliverable('blocked', 'person')));
    assert.deepEqual([await deliver(), await deliver()], ['undeliverable', 'undeliverable']);
    assert.equal(sent.length, 0);
  });

  it('that is not well made is not tried again either, and an operator hears of it', async () => {
    const { deliver, key } = message(once(new Undeliverable("can't parse entities", 'message')));
    assert.deepEqual([await deliver(), await deliver()], ['undeliverable', 'undeliverable']);
    assert.equal((await bench.db.sql(`select 1 from attention_items where key = $1`, [`message:${key}`])).length, 1);
  });

  it('of unknown outcome is left to an operator, or sent again where a missing one is worse', async () => {
    const cut = () => once(new Error('the connection was cut'));
    const ask = message(cut(), 'ask');
    await assert.rejects(ask.deliver());
    assert.deepEqual([await ask.deliver(), await ask.deliver(), ask.sent.length], ['unknown', 'unknown', 0]);
    assert.equal((await bench.db.sql(`select 1 from attention_items where key = $1`, [`message:${ask.key}`])).length, 1);
    const again = message(cut(), 'again');
    await assert.rejects(again.deliver());
    assert.deepEqual([await again.deliver(), again.sent.length], ['sent', 1]);
  });

  it('and without its row would go out again: the ledger is needed', async () => {
    const { sent, deliver, key } = message(async () => {});
    await deliver();
    await bench.db.sql('delete from messages where key = $1', [key]);
    await deliver();
    assert.equal(sent.length, 2);
  });
});
