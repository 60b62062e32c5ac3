/** Somebody signs in on the web and came here to say that it is them. */
import { Refusal } from '../../domain/errors.ts';
import type { Visit } from '../context.ts';
import type { BotDeps } from '../deps.ts';
import { press } from '../keyboards.ts';

/** Asks, and names the number on the page: who was sent a stranger's link sees none. */
export async function askToSignIn(visit: Visit, { signIns }: BotDeps, signInId: string): Promise<void> {
  const { words } = visit;
  const found = await signIns.find(signInId);
  if (found?.phase !== 'waiting' || found.code === null) return void (await visit.reply(words.signInOver));
  await visit.reply(words.signInQuestion(found.code), {
    parse_mode: 'HTML',
    reply_markup: {
      inline_keyboard: [
        [press(words.signInYes(found.code), { kind: 'confirmSignIn', signInId })],
        [press(words.signInNo, { kind: 'declineSignIn', signInId })],
      ],
    },
  });
}

export async function answerSignIn(
  visit: Visit,
  { signIns, name }: BotDeps,
  answer: { kind: 'confirmSignIn' | 'declineSignIn'; signInId: string },
): Promise<void> {
  const { words, personId, from } = visit;
  const { kind, signInId } = answer;
  try {
    if (kind === 'confirmSignIn')
      await signIns.confirm({ signInId, personId, bot: name, contact: { telegramId: from!.id, name: from!.first_name } });
    else await signIns.decline({ signInId, personId });
  } catch (error) {
    if (!(error instanceof Refusal) || !['SignInExpired', 'SignInTaken', 'SignInDeclined'].includes(error.code)) throw error;
    return settle(visit, words.signInOver);
  }
  await settle(visit, kind === 'confirmSignIn' ? words.signInDone : words.signInDeclined);
}

/** The question becomes its answer, so that nothing is left to press. */
const settle = async (visit: Visit, text: string): Promise<void> => {
  await visit.editMessageText(text, { parse_mode: 'HTML' }).catch(() => visit.reply(text, { parse_mode: 'HTML' }));
};
