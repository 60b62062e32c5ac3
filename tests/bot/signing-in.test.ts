/** The bot asks whether it is really the person who signs in on the web, and passes on what they answer. */
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, describe, it } from 'node:test';
import { texts } from '../../bot/texts.ts';
import { Refusal } from '../../domain/errors.ts';
import type { SignInPhase } from '../../domain/sign-in.ts';
import { fakeBot, personIdOf, until } from './fakes.ts';
import { anna, james, openPoll, type Poll } from './poll.ts';

let poll: Poll;
const asked = new Map<string, { phase: SignInPhase; code: string | null }>();
const confirmed: object[] = [];
const declined: object[] = [];
const answer = (signInId: string) => {
  const { phase } = asked.get(signInId) ?? { phase: 'expired' };
  if (phase !== 'waiting') throw new Refusal(phase === 'expired' ? 'SignInExpired' : 'SignInTaken');
};
before(async () => {
  poll = await openPoll();
  poll.start(
    fakeBot(poll.phone.url, {
      signIns: {
        async find(signInId) {
          const known = asked.get(signInId);
          return known && { ...known, secretHash: 'x', expiresAt: new Date(Date.now() + 60_000).toISOString() };
        },
        async confirm(command) {
          answer(command.signInId);
          confirmed.push(command);
        },
        async decline(command) {
          answer(command.signInId);
          declined.push(command);
        },
      },
    }),
  );
});
after(async () => {
  await poll.stopAll();
  await poll.phone.close();
});

type Seen = { messageId: number; by: string; text: string; buttons: Array<Array<{ text: string; data: string }>> };
const last = async (person: number) =>
  (await poll.phone.ask<Seen[]>('GET', `/people/${person}/messages`)).findLast(({ by }) => by === 'bot');
async function come(person: number, signInId: string): Promise<Seen> {
  const before = (await last(person))?.messageId ?? 0;
  await poll.say(person, `/start login_${signInId.replaceAll('-', '')}`);
  await until('the bot answers', async () => ((await last(person))?.messageId ?? 0) > before);
  return (await last(person))!;
}
async function press(person: number, { messageId, buttons }: Seen, row: number): Promise<string> {
  const data = buttons[row]![0]!.data;
  const before = (await last(person))!.text;
  await poll.phone.ask('POST', `/people/${person}/presses`, { messageId, data });
  await until('the question is answered', async () => (await last(person))!.text !== before);
  return (await last(person))!.text;
}
const begun = (phase: SignInPhase = 'waiting', code: string | null = '42') => {
  const signInId = randomUUID();
  asked.set(signInId, { phase, code });
  return signInId;
};

describe('a sign-in on the web', () => {
  it('is asked about with the number on the screen, and a yes names who said it', async () => {
    const signInId = begun();
    const question = await come(anna, signInId);
    assert.match(question.text, /Войти на сайте\?[\s\S]*42/);
    assert.deepEqual(confirmed, [], 'coming is not yet a yes');
    assert.equal(await press(anna, question, 0), texts.ru.signInDone);
    assert.deepEqual(confirmed, [
      { signInId, personId: personIdOf('telegram:2001'), bot: 'platform', contact: { telegramId: 2001, name: 'Анна' } },
    ]);
    assert.deepEqual((await last(anna))!.buttons.flat(), [], 'nothing is left to press');
  });

  it('is told when it is not theirs, in their language', async () => {
    const signInId = begun();
    const question = await come(james, signInId);
    assert.match(question.text, /Sign in on the website\?[\s\S]*42/);
    assert.equal(await press(james, question, 1), texts.en.signInDeclined);
    assert.deepEqual(declined, [{ signInId, personId: personIdOf('telegram:2002') }]);
  });

  it('that is over, unknown or of a letter is not asked about', async () => {
    for (const signInId of [begun('expired'), begun('taken'), begun('confirmed'), begun('waiting', null), randomUUID()]) {
      const reply = await come(anna, signInId);
      assert.equal(reply.text, texts.ru.signInOver);
      assert.deepEqual(reply.buttons.flat(), []);
    }
  });

  it('that ended while the person thought is told so', async () => {
    const signInId = begun();
    const question = await come(anna, signInId);
    asked.set(signInId, { phase: 'expired', code: '42' });
    const before = confirmed.length;
    assert.equal(await press(anna, question, 0), texts.ru.signInOver);
    assert.equal(confirmed.length, before);
  });
});
