/** The bot: commands, deep links, buttons and payments, each handed to its handler. */
import { Telegraf } from 'telegraf';
import { decodePress, expandUuid, type Press } from './callback-data.ts';
import { type Bot, inWords, knowThePerson, Visit } from './context.ts';
import type { BotDeps } from './deps.ts';
import { cancel, handleStars, pay, resumeOrder } from './handlers/buying.ts';
import { chooseQuantity, chooseType, sendPlaybill, sendShow, showDates } from './handlers/playbill.ts';
import { answerSignIn, askToSignIn } from './handlers/signing-in.ts';
import { listTickets, sendTickets } from './handlers/tickets.ts';
import { press } from './keyboards.ts';
import { texts } from './texts.ts';

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
  knowThePerson(bot, deps);
  handleStars(bot, deps);
  const answering = (work: (visit: Visit) => Promise<unknown>) => (visit: Visit) => inWords(visit, () => work(visit), report);

  bot.start((visit) => inWords(visit, () => begin(visit, deps, visit.payload), report));
  bot.command(
    ['events', 'afisha'],
    answering((visit) => sendPlaybill(visit, deps, 0, false)),
  );
  bot.command(
    'tickets',
    answering((visit) => listTickets(visit, deps)),
  );
  bot.command(
    'language',
    answering((visit) => visit.reply(visit.words.chooseLanguage, { reply_markup: { inline_keyboard: languageRows } })),
  );
  bot.help(answering((visit) => visit.reply(visit.words.help)));
  bot.on('callback_query', async (visit) => {
    const data = 'data' in visit.callbackQuery ? decodePress(visit.callbackQuery.data) : undefined;
    // The button's clock stops at once; what it does may take longer.
    await visit
      .answerCbQuery(data?.kind === 'pay' ? visit.words.working : undefined)
      .catch((error: unknown) => report(error, 'answerCallbackQuery'));
    await inWords(visit, () => (data ? pressed(visit, deps, data) : visit.reply(visit.words.help)), report);
  });
  bot.on('message', async (visit) => {
    // Groups talk among themselves; only a private chat is answered.
    if (visit.chat.type === 'private')
      await inWords(visit, () => visit.reply(`${visit.words.unknown}\n\n${visit.words.help}`), report);
  });
  return bot;
}

const languageRows = [
  [press('Русский', { kind: 'language', language: 'ru' }), press('English', { kind: 'language', language: 'en' })],
];

async function begin(visit: Visit, deps: BotDeps, payload: string): Promise<unknown> {
  const show = /^show_([0-9A-Za-z]{4,16})$/.exec(payload)?.[1];
  if (show) return sendShow(visit, deps, show);
  const order = /^order_([0-9a-f]{32})$/.exec(payload)?.[1];
  if (order) return resumeOrder(visit, deps, expandUuid(order));
  const signInId = /^login_([0-9a-f]{32})$/.exec(payload)?.[1];
  if (signInId) return askToSignIn(visit, deps, expandUuid(signInId));
  return visit.reply(visit.words.welcome, {
    reply_markup: {
      inline_keyboard: [
        [press(visit.words.playbill, { kind: 'events' }), press(visit.words.myTickets, { kind: 'myTickets' })],
        ...webApp(visit, deps),
      ],
    },
  });
}

/** Telegram opens only https as a Mini App and refuses the whole message otherwise; another Bot API server (the sandbox) is not so strict. */
const webApp = ({ words }: Visit, { publicUrl, apiRoot }: BotDeps) =>
  publicUrl.startsWith('https:') || apiRoot ? [[{ text: words.website, web_app: { url: publicUrl } }]] : [];

async function pressed(visit: Visit, deps: BotDeps, data: Press): Promise<unknown> {
  switch (data.kind) {
    case 'events':
      return sendPlaybill(visit, deps, 0, false);
    case 'page':
      return sendPlaybill(visit, deps, data.page, true);
    case 'show':
      return sendShow(visit, deps, data.code);
    case 'dates':
      return showDates(visit, deps, data.code);
    case 'type':
      return chooseType(visit, deps, data.code, data.position);
    case 'quantity':
      return chooseQuantity(visit, deps, data.code, data.position, data.quantity);
    case 'pay':
      return pay(visit, deps, data);
    case 'cancel':
      return cancel(visit, deps, data.orderId);
    case 'tickets':
      return sendTickets(visit, deps, data.orderId);
    case 'myTickets':
      return listTickets(visit, deps);
    case 'confirmSignIn':
    case 'declineSignIn':
      return answerSignIn(visit, deps, data);
    case 'language':
      await deps.people.changeProfile(visit.personId, { language: data.language }, `bot:${visit.callbackQuery?.id}`);
      return visit.reply(texts[data.language].languageSet);
  }
}

/** What the bot says of itself: its menu of commands, in both languages. */
export async function introduce(bot: Bot): Promise<void> {
  for (const [language, { commands }] of Object.entries(texts)) {
    const menu = Object.entries(commands).map(([command, description]) => ({ command, description }));
    await bot.telegram.setMyCommands(menu, { language_code: language });
    if (language === 'en') await bot.telegram.setMyCommands(menu);
  }
}
