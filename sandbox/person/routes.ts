/** The person's side of Telegram as HTTP: what somebody with a phone can do, for tests, demos and the phone page. */
import { type Request, Router } from 'express';
import { z } from 'zod';
import { unixNow } from '../shared/ids.ts';
import { query, read } from '../shared/input.ts';
import { invalid } from '../shared/refusal.ts';
import { signInitData } from '../telegram/init-data.ts';
import type { Person } from '../telegram/state.ts';
import { privateChat, type World } from '../telegram/world.ts';
import { botNamed, chatOf, messageIn, personOf } from './find.ts';
import { followLink, leave } from './join.ts';
import { invoiceByLink, payInvoice, payMessage } from './pay.ts';
import { block, meet, press, sayInChat, sayToBot, unblock } from './talk.ts';
import { seeMessage } from './view.ts';

const newPerson = z.object({
  /** Without it the next that is free. */
  id: z.int().min(1).optional(),
  firstName: z.string().min(1).max(64),
  lastName: z.string().max(64).optional(),
  username: z
    .string()
    .regex(/^\w{3,32}$/)
    .optional(),
  languageCode: z.string().min(2).max(12).default('ru'),
  stars: z.int().min(0).optional(),
});
const message = z.object({ text: z.string().min(1).max(4096), bot: z.string().optional() });
const pressed = z.object({ messageId: z.int(), data: z.string(), chatId: z.int().optional() });
const payment = z.object({ messageId: z.int().optional(), link: z.string().optional() });
const join = z.object({ link: z.string().min(1) });
const aBot = z.object({ bot: z.string().optional() });

export function personRoutes(world: World): Router {
  const router = Router();
  const who = (request: Request): Person => personOf(world, request);
  const nextId = () => Object.keys(world.state.people).reduce((most, one) => Math.max(most, Number(one)), 3000) + 1;

  router.get('/people', (_request, response) => void response.json(Object.values(world.state.people).map(shown)));

  router.post('/people', (request, response) => {
    const { id = nextId(), stars = 10_000, ...rest } = read(newPerson, request.body);
    if (world.state.people[id]) throw invalid(`There is a person ${id} already.`);
    world.state.people[id] = { id, ...rest, stars, started: [], blocked: [] };
    world.changed();
    response.status(201).json({ id });
  });

  router.get('/people/:id', (request, response) => void response.json(shown(who(request))));

  router.get('/people/:id/messages', (request, response) => {
    const person = who(request);
    const name = query(request, 'bot');
    const bot = name === undefined ? undefined : botNamed(world, name);
    const after = Number(query(request, 'after') ?? 0);
    const chat = privateChat(world, person.id);
    const seen = chat.messages.filter(
      (kept) => !kept.deleted && kept.message.message_id > after && (!bot || kept.botId === bot.id),
    );
    response.json(seen.map((kept) => seeMessage(world, chat, kept, person.id)));
  });

  router.post('/people/:id/messages', (request, response) => {
    const person = who(request);
    const { text, bot } = read(message, request.body);
    const kept = sayToBot(world, person, botNamed(world, bot), text);
    response.status(201).json({ messageId: kept.message.message_id });
  });

  router.post('/people/:id/presses', (request, response) => {
    const person = who(request);
    const { messageId, data, chatId } = read(pressed, request.body);
    const chat = chatId === undefined ? privateChat(world, person.id) : chatOf(world, chatId);
    response.status(201).json({ callbackQueryId: press(world, person, chat, messageIn(chat, messageId), data) });
  });

  router.post('/people/:id/payments', async (request, response) => {
    const person = who(request);
    const { messageId, link } = read(payment, request.body);
    if ((messageId === undefined) === (link === undefined)) throw invalid('Give either messageId or link, and not both.');
    response.json(
      await (link === undefined
        ? payMessage(world, person, messageId ?? 0)
        : payInvoice(world, person, invoiceByLink(world, link))),
    );
  });

  router.get('/people/:id/invoice', (request, response) => {
    const { title, description, currency, total, photoUrl } = invoiceByLink(world, query(request, 'link') ?? '');
    response.json({ title, description, currency, totalAmount: total, photoUrl: photoUrl ?? null, stars: who(request).stars });
  });

  router.post('/people/:id/joins', (request, response) => {
    response.json(followLink(world, who(request), read(join, request.body).link));
  });

  router.post('/people/:id/leaves', (request, response) => {
    leave(world, chatOf(world, read(z.object({ chatId: z.int() }), request.body).chatId), who(request));
    response.json({ result: 'left' });
  });

  router.post('/people/:id/chats/:chatId/messages', (request, response) => {
    const kept = sayInChat(world, who(request), chatOf(world, request.params['chatId']), read(message, request.body).text);
    response.status(201).json({ messageId: kept.message.message_id });
  });

  router.get('/people/:id/init-data', (request, response) => {
    const person = who(request);
    const bot = botNamed(world, query(request, 'bot'));
    const authDate = Number(query(request, 'authDate') ?? unixNow());
    if (!Number.isSafeInteger(authDate)) throw invalid('authDate is in seconds since 1970.');
    meet(world, person, bot);
    response.json({ initData: signInitData(bot, person, { authDate, startParam: query(request, 'startParam') }) });
  });

  for (const [path, act] of [
    ['block', block],
    ['unblock', unblock],
  ] as const) {
    router.post(`/people/:id/${path}`, (request, response) => {
      act(world, who(request), botNamed(world, read(aBot, request.body ?? {}).bot));
      response.json({ result: `${path}ed` });
    });
  }
  return router;
}

const shown = ({ started: _, blocked: __, ...person }: Person): unknown => person;
