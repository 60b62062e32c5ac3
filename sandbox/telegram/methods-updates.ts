/** Methods by which a bot is told what happened: long polling and the webhook. */
import type { Response } from 'express';
import { ApiError, badRequest } from './api-error.ts';
import type { Call } from './chat-id.ts';
import type { Bot } from './state.ts';
import type { Update } from './types.ts';
import type { World } from './world.ts';

const polls = new WeakMap<Bot, symbol>();

export async function getUpdates(call: Call & { response: Response }): Promise<Update[]> {
  const { world, bot, params, response } = call;
  if (bot.webhook)
    throw new ApiError(
      409,
      "Conflict: can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first",
    );
  const fault = world.faults.take('telegram-updates', ['getUpdates'], ['error']);
  if (fault) throw new ApiError(fault.status, 'Internal Server Error');
  const outbox = world.outboxes.get(bot.id);
  if (outbox === undefined) return [];
  keepAllowed(call);
  const offset = params.integer('offset') ?? 0;
  const limit = Math.min(100, Math.max(1, params.integer('limit') ?? 100));
  const deadline = Date.now() + Math.min(50, Math.max(0, params.integer('timeout') ?? 0)) * 1000;
  const mine = Symbol('poll');
  polls.set(bot, mine);
  outbox.wake(); // ends an older poll
  if (offset < 0) {
    const last = new Set(outbox.ready().slice(offset));
    outbox.remove((envelope) => !last.has(envelope));
  } else {
    outbox.remove(({ body }) => body.update_id !== undefined && body.update_id < offset);
  }
  for (;;) {
    const ready = outbox.ready().slice(0, limit);
    const left = deadline - Date.now();
    if (ready.length > 0 || left <= 0) {
      world.changed();
      return ready.map(({ body }) => body);
    }
    if (response.destroyed || response.socket?.destroyed) return [];
    await outbox.change(left);
    if (polls.get(bot) !== mine)
      throw new ApiError(
        409,
        'Conflict: terminated by other getUpdates request; make sure that only one bot instance is running',
      );
    if (bot.webhook) throw new ApiError(409, 'Conflict: terminated by setWebhook request');
  }
}

export function setWebhook(call: Call): true {
  const { bot, params, world } = call;
  const url = params.text('url') ?? '';
  if (url === '') return deleteWebhook(call);
  if (!URL.canParse(url) || !/^https?:$/.test(new URL(url).protocol))
    throw badRequest('bad webhook: invalid webhook URL specified');
  const secretToken = params.text('secret_token');
  if (secretToken !== undefined && !/^[A-Za-z0-9_-]{1,256}$/.test(secretToken))
    throw badRequest('secret token contains unallowed characters');
  keepAllowed(call);
  if (params.flag('drop_pending_updates')) dropPending(world, bot);
  bot.webhook = { url, secretToken, maxConnections: params.integer('max_connections') ?? 40 };
  world.outboxes.get(bot.id)?.hurry();
  return true;
}

export function deleteWebhook({ bot, params, world }: Call): true {
  delete bot.webhook;
  if (params.flag('drop_pending_updates')) dropPending(world, bot);
  world.outboxes.get(bot.id)?.hurry();
  return true;
}

export const getWebhookInfo = ({ bot }: Call): unknown => ({
  url: bot.webhook?.url ?? '',
  has_custom_certificate: false,
  pending_update_count: bot.updates.length,
  max_connections: bot.webhook?.maxConnections,
  last_error_date: bot.webhook?.lastErrorDate,
  last_error_message: bot.webhook?.lastErrorMessage,
  allowed_updates: bot.allowedUpdates.length > 0 ? bot.allowedUpdates : undefined,
});

/** A list given once is kept until another is given; an empty one means the default. */
function keepAllowed({ bot, params, world }: Call): void {
  const allowed = params.object<string[]>('allowed_updates');
  if (!Array.isArray(allowed)) return;
  bot.allowedUpdates = allowed.map(String);
  world.changed();
}

function dropPending(world: World, bot: Bot): void {
  world.outboxes.get(bot.id)?.remove(() => true);
}
