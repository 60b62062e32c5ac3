/** The phone page: its files, what it must know at the start, and what happens meanwhile. */
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import express, { type Request, Router } from 'express';
import { personOf } from '../person/find.ts';
import type { Bot, Chat, Person } from '../telegram/state.ts';
import type { BotCommand } from '../telegram/types.ts';
import { audience, type PhoneEvent, type World } from '../telegram/world.ts';

const here = dirname(fileURLToPath(import.meta.url));
const fonts = (name: string): string => dirname(fileURLToPath(import.meta.resolve(`@fontsource-variable/${name}`)));

export function phoneRoutes(world: World): Router {
  const router = Router();
  router.get('/', (request, response) => response.redirect(`/phone${request.originalUrl.slice(request.path.length)}`));
  router.use('/fonts/golos-text', express.static(fonts('golos-text'), { maxAge: '1d' }));
  router.use('/fonts/playfair-display', express.static(fonts('playfair-display'), { maxAge: '1d' }));
  router.get('/telegram-web-app.js', (_request, response) => response.sendFile('telegram-web-app.js', { root: here }));
  router.get('/phone', (_request, response) => response.sendFile('index.html', { root: here }));
  router.use('/phone', express.static(here, { index: false, extensions: [], maxAge: 0 }));

  router.get('/people/:id/phone', (request, response) => {
    const person = personOf(world, request);
    response.json({ person: face(person), webUrl: world.webUrl, chats: [...botChats(world, person), ...groups(world, person)] });
  });

  router.get('/people/:id/events', (request: Request, response) => {
    const person = personOf(world, request);
    response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store', connection: 'keep-alive' });
    response.write('retry: 1000\n\n');
    const tell = (personId: number, event: PhoneEvent): void => {
      if (personId === person.id) response.write(`data: ${JSON.stringify(event)}\n\n`);
    };
    world.bus.on('phone', tell);
    const beat = setInterval(() => response.write(': beat\n\n'), 20_000);
    response.on('close', () => {
      clearInterval(beat);
      world.bus.off('phone', tell);
    });
  });
  return router;
}

const face = ({ id, firstName, languageCode, stars }: Person): unknown => ({ id, firstName, languageCode, stars });

function botChats(world: World, person: Person): unknown[] {
  return Object.values(world.state.bots).map((bot) => {
    const chat = world.state.chats[person.id];
    const shown = chat?.messages.filter((kept) => kept.botId === bot.id && !kept.deleted) ?? [];
    return {
      ...{
        id: person.id,
        kind: 'bot',
        title: bot.texts[`name:${person.languageCode}`] || bot.texts['name:'] || bot.firstName,
        bot: bot.username,
      },
      ...{ started: person.started.includes(bot.id) && shown.length > 0, blocked: person.blocked.includes(bot.id) },
      ...{
        commands: commandsFor(bot, person),
        description: bot.texts[`description:${person.languageCode}`] || bot.texts['description:'] || '',
      },
      ...{
        menu: bot.menuButtons[person.id] ?? bot.menuButtons[''] ?? { type: 'default' },
        keyboard: chat?.keyboards[bot.id] ?? null,
      },
      last: shown.at(-1)?.message.date ?? 0,
    };
  });
}

function groups(world: World, person: Person): unknown[] {
  const mine = (chat: Chat): boolean => chat.type !== 'private' && audience(chat).includes(person.id);
  return Object.values(world.state.chats)
    .filter(mine)
    .map((chat) => ({
      ...{ id: chat.id, kind: chat.type, title: chat.title ?? '', members: audience(chat).length },
      canWrite: chat.type === 'supergroup' || ['creator', 'administrator'].includes(chat.members[person.id]?.status ?? ''),
      last: chat.messages.at(-1)?.message.date ?? 0,
    }));
}

/** The narrowest list wins, as in Telegram: this chat, all private chats, everybody; own language first. */
function commandsFor(bot: Bot, person: Person): BotCommand[] {
  const scopes = [{ type: 'chat', chat_id: person.id }, { type: 'all_private_chats' }, { type: 'default' }];
  for (const scope of scopes) {
    for (const language of [person.languageCode, '']) {
      const found = bot.commands[JSON.stringify([scope, language])];
      if (found?.length) return found;
    }
  }
  return [];
}
