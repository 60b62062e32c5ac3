/** Long polling: people wait for nobody but themselves, and Telegram is asked again whatever it does. */
import assert from 'node:assert/strict';
import { after, afterEach, before, describe, it } from 'node:test';
import { patience } from '../../bot/polling.ts';
import { fakeBot, until } from './fakes.ts';
import { anna, answering, james, openPoll, type Poll } from './poll.ts';

let poll: Poll;
before(async () => {
  poll = await openPoll();
});
afterEach(() => poll.stopAll());
after(() => poll.phone.close());

describe('people', () => {
  it('are answered in the order in which each spoke, though the first answer takes longest', async () => {
    const asked: string[] = [];
    const fake = fakeBot(poll.phone.url);
    const slow = answering(fake, async (text) => {
      if (text === 'first') await new Promise((resolve) => setTimeout(resolve, 300));
      asked.push(text);
    });
    // All three are there before the first is fetched: they come as one batch.
    for (const text of ['first', 'second', 'third']) await poll.say(anna, text);
    poll.start(slow);
    await until('all are answered', () => asked.length === 3);
    assert.deepEqual(asked, ['first', 'second', 'third']);
  });

  it("do not wait for somebody slow: another's last check is answered within the patience", async () => {
    const { row, pay } = poll.order(james);
    let release = () => {};
    const stuck = new Promise<void>((resolve) => {
      release = resolve;
    });
    let holding = false;
    const fake = fakeBot(poll.phone.url, { rows: { orders: () => [row] } });
    poll.start(
      answering(fake, async () => {
        holding = true;
        await stuck;
      }),
    );
    await poll.say(anna, 'something that takes for ever');
    await until('the slow one is being answered', () => holding);
    // Nobody lets go of the slow one before the answer is there: it did not wait for them.
    assert.equal((await pay().finally(release)).result, 'paid');
    assert.ok(patience <= 5000, 'half of the ten seconds that Telegram waits are left for the answer itself');
  });

  it('who asked something that broke do not stop the others', async () => {
    const fake = fakeBot(poll.phone.url);
    const heard: string[] = [];
    poll.start(
      answering(fake, async (text) => {
        heard.push(text);
        if (text === 'break') throw new Error('broken');
      }),
    );
    await poll.say(anna, 'break');
    await poll.say(anna, 'again');
    await until('the next is heard', () => heard.includes('again'));
    assert.ok(fake.reported.some(({ what }) => what === 'update'));
  });
});

describe('Telegram', () => {
  it('that fails or hangs up is asked again', async () => {
    const fake = fakeBot(poll.phone.url);
    await poll.phone.ask('POST', '/faults', {
      target: 'telegram-api',
      mode: 'error',
      status: 502,
      method: 'getUpdates',
      times: 1,
    });
    await poll.phone.ask('POST', '/faults', { target: 'telegram-api', mode: 'drop', method: 'getUpdates', times: 1 });
    poll.start(fake);
    const before = (await poll.phone.heard(anna)).length;
    await poll.say(anna, '/help');
    await until('help came', async () => (await poll.phone.heard(anna)).length > before);
    assert.deepEqual(
      fake.reported.map(({ what }) => what),
      ['getUpdates', 'getUpdates'],
    );
  });

  it('is told at the end what was seen, so that nobody is answered twice', async () => {
    const first = poll.start(fakeBot(poll.phone.url));
    const before = (await poll.phone.heard(anna)).length;
    await poll.say(anna, '/help');
    await until('help came', async () => (await poll.phone.heard(anna)).length === before + 1);
    await first.stop();
    assert.equal(await poll.pending(), 0);
  });
});
