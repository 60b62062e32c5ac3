/** Makes updates for the bots that asked for their kind. */
import type { Bot, Chat } from './state.ts';
import type { Update } from './types.ts';
import { isIn, type World } from './world.ts';

// These come only to bots that name them, https://core.telegram.org/bots/api#getupdates.
const ON_REQUEST = ['chat_member', 'message_reaction', 'message_reaction_count'];

export function tellBot(world: World, bot: Bot, kind: string, lane: number, content: unknown): void {
  const wanted = bot.allowedUpdates.length > 0 ? bot.allowedUpdates.includes(kind) : !ON_REQUEST.includes(kind);
  if (!wanted) return;
  // The content is a snapshot: a message edited before the bot fetches it is still told as it was.
  const update: Update = structuredClone({ [kind]: content });
  world.outboxes.get(bot.id)?.post(kind, String(lane), update);
}

/** @param but the bot whose own doing it was */
export function tellBotsIn(
  world: World,
  chat: Chat,
  kind: string,
  content: unknown,
  options: { admins?: boolean; but?: number } = {},
): void {
  for (const bot of Object.values(world.state.bots)) {
    const status = chat.members[bot.id]?.status;
    const suits = options.admins ? status === 'administrator' : isIn(status);
    if (suits && bot.id !== options.but) tellBot(world, bot, kind, chat.id, content);
  }
}
