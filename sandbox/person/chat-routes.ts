/** Bots, groups and channels as HTTP: made, looked at, and the pictures in them. */
import { randomInt } from 'node:crypto';
import { Router } from 'express';
import { z } from 'zod';
import { randomDigits, randomName } from '../shared/ids.ts';
import { query, read } from '../shared/input.ts';
import { invalid, notFound } from '../shared/refusal.ts';
import { apiMember, tellOfItself } from '../telegram/membership.ts';
import type { Chat } from '../telegram/state.ts';
import { addBot, personUser, type World } from '../telegram/world.ts';
import { botNamed, chatOf } from './find.ts';
import { seeMessage } from './view.ts';

const newChat = z.object({
  type: z.enum(['supergroup', 'channel']),
  title: z.string().min(1).max(128),
  username: z
    .string()
    .regex(/^\w{4,32}$/)
    .optional(),
  ownerId: z.int().default(1001),
  /** The bot that becomes an administrator; null: none. */
  bot: z.string().nullable().optional(),
});

const newBot = z.object({
  token: z
    .string()
    .regex(/^\d+:\S+$/, 'looks like 123456:letters')
    .optional(),
  username: z.string().regex(/^\w{5,32}$/),
  firstName: z.string().min(1).max(64),
});

export function chatRoutes(world: World): Router {
  const router = Router();

  // What BotFather does, for a theatre that brings a bot of its own.
  router.post('/bots', (request, response) => {
    const { token = `${randomDigits(10)}:${randomName(35)}`, username, firstName } = read(newBot, request.body);
    const taken = Object.values(world.state.bots).some((bot) => bot.username.toLowerCase() === username.toLowerCase());
    if (taken) throw invalid(`@${username} is taken; choose another username.`);
    const { id } = addBot(world, { token, username, firstName });
    response.status(201).json({ id, token, username, firstName });
  });

  router.get('/bots', (_request, response) => {
    response.json(Object.values(world.state.bots).map(({ id, username, firstName }) => ({ id, username, firstName })));
  });

  router.get('/chats', (_request, response) => {
    response.json(Object.values(world.state.chats).flatMap((chat) => (chat.type === 'private' ? [] : [shown(chat)])));
  });

  router.post('/chats', (request, response) => {
    const { type, title, username, ownerId, bot: name } = read(newChat, request.body);
    const owner = world.state.people[ownerId];
    if (owner === undefined) throw notFound(`Nobody has the id ${ownerId}; ownerId is a person who exists.`);
    const chat: Chat = {
      ...{ id: -1_000_000_000_000 - randomInt(1_000_000_000, 4_000_000_000), type, title, username },
      ...{ messages: [], members: { [ownerId]: { id: ownerId, status: 'creator' } }, joinRequests: {}, keyboards: {} },
    };
    world.state.chats[chat.id] = chat;
    if (name !== null) {
      const bot = botNamed(world, name);
      chat.members[bot.id] = { id: bot.id, status: 'administrator' };
      tellOfItself(world, bot, chat, personUser(owner), ['left', 'administrator']);
    }
    world.changed();
    response.status(201).json(shown(chat));
  });

  router.get('/chats/:id/members', (request, response) => {
    const chat = chatOf(world, request.params['id']);
    response.json(
      Object.values(chat.members).map((member) => {
        const { user } = apiMember(world, chat, member) as { user?: { first_name: string; is_bot: boolean } };
        return {
          id: member.id,
          name: user?.first_name ?? '',
          isBot: user?.is_bot ?? false,
          status: member.status,
          link: member.link ?? null,
        };
      }),
    );
  });

  router.get('/chats/:id/messages', (request, response) => {
    const chat = chatOf(world, request.params['id']);
    const person = Number(query(request, 'person') ?? (chat.type === 'private' ? chat.id : 0));
    response.json(chat.messages.flatMap((kept) => (kept.deleted ? [] : [seeMessage(world, chat, kept, person)])));
  });

  router.get('/media/:name', (request, response) => {
    const file = Object.values(world.state.files).find((one) => one.uniqueId === request.params['name']);
    const bytes = file && world.files.get(file.uniqueId);
    if (bytes === undefined) throw notFound(`There is no file ${request.params['name']}.`);
    response
      .type(file?.mimeType ?? 'application/octet-stream')
      .set('cache-control', 'private, max-age=86400')
      .send(bytes);
  });
  return router;
}

const shown = ({ id, type, title, username, members }: Chat): unknown => ({
  ...{ id, type, title, username: username ?? null },
  members: Object.values(members).filter(({ status }) => !['left', 'kicked'].includes(status)).length,
});
