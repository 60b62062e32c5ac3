/** The bot: commands, deep links, buttons and payments, each handed to its handler. */
import { Telegraf } from 'telegraf';
import { decodePress } from './callback-data.ts';
import { type Bot, inWords, knowThePerson, Visit } from './context.ts';
import type { BotDeps } from './deps.ts';
import { answerKnocks } from './handlers/joining.ts';
import { sendPlaybill } from './handlers/playbill.ts';
import { chooseLanguage, chooseTimeZone } from './handlers/settings.ts';
import { handleStars } from './handlers/stars.ts';
import { begin } from './handlers/starting.ts';
import { paySupport, showTerms } from './handlers/support.ts';
import { listTickets } from './handlers/tickets.ts';
import { hearVideoChat, saidOfVideoChat } from './handlers/video-chats.ts';
import { watch } from './handlers/watching.ts';
import { limitPeople } from './limits.ts';
import { pressed } from './presses.ts';
import { texts } from './texts.ts';
import { isRead, isWhole } from './updates.ts';

const commands: Record<string, (visit: Visit, deps: BotDeps) => Promise<unknown>> = {
  events: (visit, deps) => sendPlaybill(visit, deps, 0, false),
  afisha: (visit, deps) => sendPlaybill(visit, deps, 0, false),
  tickets: listTickets,
  watch,
  language: chooseLanguage,
  timezone: chooseTimeZone,
  paysupport: paySupport,
  terms: showTerms,
  help: (visit) => visit.reply(visit.words.help),
};

export function createBot(deps: BotDeps): Bot {
  const { report } = deps;
  const bot = new Telegraf(deps.token, {
    contextType: Visit,
    telegram: { ...(deps.apiRoot ? { apiRoot: deps.apiRoot } : {}), webhookReply: false },
    handlerTimeout: 90_000,
  });
  // Who called decides what a failure means; telegraf's own way prints the person's words and ends the process as failed.
  bot.catch((error) => {
    throw error;
  });
  bot.use((visit, next) => {
    if (!isRead(visit.update)) return undefined;
    if (isWhole(visit.update)) {
      const said = saidOfVideoChat(visit);
      if (said) return hearVideoChat(deps, said);
      return concernsUs(visit) ? next() : undefined;
    }
    report(new Error('an update of an unknown shape'), String(visit.update.update_id));
    return undefined;
  });
  limitPeople(bot, deps);
  knowThePerson(bot, deps);
  handleStars(bot, deps);
  answerKnocks(bot, deps);

  bot.start((visit) => inWords(visit, () => begin(visit, deps, visit.payload), report));
  for (const [name, work] of Object.entries(commands))
    bot.command(name, (visit) => inWords(visit, () => work(visit, deps), report));
  bot.on('callback_query', async (visit) => {
    const data = 'data' in visit.callbackQuery ? decodePress(visit.callbackQuery.data) : undefined;
    // The button's clock stops at once; what it does may take longer.
    await visit
      .answerCbQuery(data?.kind === 'pay' || data?.kind === 'again' ? visit.words.working : undefined)
      .catch((error: unknown) => report(error, 'answerCallbackQuery'));
    await inWords(visit, () => (data ? pressed(visit, deps, data) : visit.reply(visit.words.help)), report);
  });
  bot.on('message', async (visit) => {
    if (sayings.some((kind) => kind in visit.message))
      await inWords(visit, () => visit.reply(`${visit.words.unknown}\n\n${visit.words.help}`), report);
  });
  return bot;
}

/** Groups talk among themselves: there only a knock at the door is ours, and who came or went is Telegram's own record. */
const concernsUs = ({ update, chat }: Visit): boolean =>
  'chat_join_request' in update ||
  !('chat_member' in update || 'my_chat_member' in update || (chat !== undefined && chat.type !== 'private'));

/** What people send; the rest of what is called a message Telegram says of itself: a refund, a pin. */
const sayings = ['text', 'photo', 'sticker', 'voice', 'video', 'video_note', 'audio', 'document', 'contact', 'location'];

/** What the bot says of itself: its menu of commands, in both languages. */
export async function introduce(bot: Bot): Promise<void> {
  for (const [language, words] of Object.entries(texts)) {
    const menu = Object.entries(words.commands).map(([command, description]) => ({ command, description }));
    await bot.telegram.setMyCommands(menu, { language_code: language });
    if (language === 'en') await bot.telegram.setMyCommands(menu);
  }
}
