/** What every handler knows of the person in front of it: who they are, and their language. */
import { Context, type Telegraf } from 'telegraf';
import { type ErrorCode, errors, Refusal } from '../domain/errors.ts';
import { escapeHtml } from '../domain/html.ts';
import { type Language, pickLanguage } from '../domain/language.ts';
import { profileOf } from '../queries/people/profile.ts';
import type { BotDeps } from './deps.ts';
import { type Texts, texts } from './texts.ts';

export class Visit extends Context {
  personId = '';
  language: Language = 'en';

  get words(): Texts {
    return texts[this.language];
  }

  /** Words for a refusal: what happened, then what to do. */
  explain(code: ErrorCode): string {
    const { message, how } = errors[code][this.language];
    return `${escapeHtml(message)} ${escapeHtml(how)}`;
  }
}
export type Bot = Telegraf<Visit>;

/** Before each handler. A person's own choice of language wins over their Telegram's. */
export function knowThePerson(bot: Bot, { personIdOf, readers, report }: BotDeps): void {
  bot.use(async (visit, next) => {
    if (!visit.from || visit.from.is_bot) return;
    visit.personId = personIdOf(`telegram:${visit.from.id}`);
    const telegramsOwn = pickLanguage(visit.from.language_code, 'ru');
    // Without an answer from the database people are still spoken to.
    const profile = await profileOf(readers.person(visit.personId), visit.personId).catch((error: unknown) =>
      report(error, 'profile'),
    );
    visit.language = profile?.language ?? telegramsOwn;
    await next();
  });
}

/** A refusal becomes words in the chat; anything else is reported, and the person hears that it is not their fault. */
export async function inWords(visit: Visit, work: () => Promise<unknown>, report: BotDeps['report']): Promise<void> {
  try {
    await work();
  } catch (error) {
    if (!(error instanceof Refusal)) report(error, 'bot handler');
    await visit.reply(visit.explain(error instanceof Refusal ? error.code : 'Busy'), { parse_mode: 'HTML' });
  }
}
