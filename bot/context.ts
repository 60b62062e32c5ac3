/** What every handler knows of the person in front of it: who they are, their language and their clock. */
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
  /** IANA; null: they never said. */
  timeZone: string | null = null;
  /** An order was asked for by this press: asked again, it is the same one. */
  ordering = false;

  get words(): Texts {
    return texts[this.language];
  }

  /** What was pressed or said, for requests whose repetition must change nothing. */
  get requestId(): string {
    return `${this.botInfo.username}:${this.callbackQuery?.id ?? this.update.update_id}`;
  }

  /** Words for a refusal: what happened, then what to do. */
  explain(code: ErrorCode): string {
    const { message, how: onAPage } = errors[code][this.language];
    const how = (this.words.hows as Partial<Record<ErrorCode, string>>)[code] ?? onAPage;
    const safe = code === 'Busy' && this.ordering ? ` ${this.words.notDoubled}` : '';
    return `${escapeHtml(message)} ${escapeHtml(how)}${safe}`;
  }

  /** How the person may be reached, for whoever stores it. */
  get contact(): { telegramId: number; name?: string } {
    const { id, first_name: name } = this.from!;
    return { telegramId: id, ...(name ? { name } : {}) };
  }
}
export type Bot = Telegraf<Visit>;

/** Before each handler. A person's own choice of language wins over their Telegram's. */
export function knowThePerson(bot: Bot, deps: BotDeps): void {
  bot.use(async (visit, next) => {
    if (!visit.from || visit.from.is_bot) return;
    await recognise(visit, deps);
    await next();
  });
}

export async function recognise(visit: Visit, { personIdOf, readers, report }: BotDeps): Promise<void> {
  const { from } = visit;
  if (!from) return;
  visit.personId = personIdOf(`telegram:${from.id}`);
  // Without an answer from the database people are still spoken to.
  const profile = await profileOf(readers.person(visit.personId), visit.personId).catch((error: unknown) =>
    report(error, 'profile'),
  );
  visit.language = profile?.language ?? pickLanguage(from.language_code, 'ru');
  visit.timeZone = profile?.timeZone ?? null;
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
