/** Long polling: money is acknowledged only when it was handed over, and comes again when it was not. */
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, afterEach, before, describe, it } from 'node:test';
import { orderWorkflowId } from '../../domain/orders.ts';
import { fakeBot, until } from './fakes.ts';
import { anna, james, openPoll, type Poll } from './poll.ts';

let poll: Poll;
before(async () => {
  poll = await openPoll();
});
afterEach(() => poll.stopAll());
after(() => poll.phone.close());

describe('money', () => {
  it('is acknowledged only when its handler succeeded, however often that failed', async () => {
    const { orderId, row, pay } = poll.order();
    let failures = 0;
    const fake = fakeBot(poll.phone.url, {
      rows: { orders: () => [row] },
      async settle() {
        assert.ok((await poll.pending()) > 0, 'Telegram still keeps it');
        if (failures < 2) throw new Error(`Temporal is away, ${++failures}`);
      },
    });
    poll.start(fake);
    const { result, chargeId } = await pay();
    assert.equal(result, 'paid');
    await until('the money is handed over', () => fake.settled.length > 0);
    await until('the money is acknowledged', async () => (await poll.pending()) === 0);
    assert.equal(failures, 2);
    assert.deepEqual(
      fake.settled.map(({ orderId, payment }) => ({ orderId, payment })),
      [{ orderId, payment: { provider: 'stars', account: 'platform', paymentId: chargeId, amount: 450, currency: 'XTR' } }],
    );
    assert.deepEqual(
      fake.reported.map(({ what }) => what),
      ['money', 'money'],
    );
  });

  it('that cannot be handed over holds up nobody else, and is handed over once', async () => {
    const { row, pay } = poll.order();
    let away = true;
    const fake = fakeBot(poll.phone.url, {
      rows: { orders: () => [row] },
      async settle() {
        if (away) throw new Error('Temporal is away');
      },
    });
    poll.start(fake);
    assert.equal((await pay()).result, 'paid');
    await until('the first try failed', () => fake.reported.length > 0);
    const said = async () => ((await (await fetch(`${poll.phone.url}/people/${james}/messages`)).json()) as unknown[]).length;
    const before = await said();
    await poll.say(james, '/start');
    await until('James is answered meanwhile', async () => (await said()) >= before + 2);
    assert.deepEqual(fake.settled, []);
    assert.ok((await poll.pending()) > 0, 'Telegram still keeps the money');
    away = false;
    await until('it is handed over and acknowledged', async () => fake.settled.length > 0 && (await poll.pending()) === 0);
    assert.equal(fake.settled.length, 1);
    assert.equal(await said(), before + 2, 'James was answered once');
  });

  it('that was not handed over when the process stopped comes again to the next one', async () => {
    const { orderId, row, pay } = poll.order();
    const rows = { orders: () => [row] };
    const broken = fakeBot(poll.phone.url, { rows, settle: () => Promise.reject(new Error('Temporal is away')) });
    const first = poll.start(broken);
    assert.equal((await pay()).result, 'paid');
    await until('the first one tried', () => broken.reported.length > 0);
    await first.stop();
    assert.deepEqual(broken.settled, []);
    assert.ok((await poll.pending()) > 0, 'nothing was acknowledged');

    const sound = fakeBot(poll.phone.url, { rows });
    poll.start(sound);
    await until('the next one has it', () => sound.settled.length > 0);
    assert.equal(sound.settled[0]!.orderId, orderId);
    await until('it is acknowledged', async () => (await poll.pending()) === 0);
  });

  it('with a payload that is not ours is reported, and holds nobody up', async () => {
    const fake = fakeBot(poll.phone.url);
    const update = {
      update_id: 1,
      message: {
        message_id: 1,
        date: 1,
        chat: { id: anna, type: 'private', first_name: 'A' },
        from: { id: anna, is_bot: false, first_name: 'A' },
      },
    };
    const payment = {
      currency: 'XTR',
      total_amount: 1,
      invoice_payload: 'donation:1',
      telegram_payment_charge_id: 'ch',
      provider_payment_charge_id: 'p',
    };
    await fake.bot.handleUpdate({ ...update, message: { ...update.message, successful_payment: payment } } as never);
    assert.equal(fake.reported[0]?.what, 'ch');
    assert.deepEqual(fake.settled, []);
  });
});

describe('an update that failed', () => {
  it('is for its caller to judge: nothing is printed of it, and the process does not end as failed', async (t) => {
    const printed = t.mock.method(console, 'error', () => {});
    const { bot } = fakeBot(poll.phone.url, { settle: () => Promise.reject(new Error('Temporal is away')) });
    const successful_payment = {
      currency: 'XTR',
      total_amount: 1,
      invoice_payload: orderWorkflowId(randomUUID()),
      telegram_payment_charge_id: 'x',
    };
    const from = { id: anna, is_bot: false, first_name: 'Анна' };
    const message = { message_id: 1, date: 1, chat: { id: anna, type: 'private' }, from, successful_payment };
    await assert.rejects(bot.handleUpdate({ update_id: 1, message } as never), /Temporal is away/);
    assert.equal(printed.mock.callCount(), 0);
    assert.equal(process.exitCode, undefined);
  });
});
