/** Delivers one update to a bot's webhook and carries out the method it may answer with. */
import { unixNow } from '../shared/ids.ts';
import type { Bot } from './state.ts';
import type { Update } from './types.ts';

type Replies = { reply?: (bot: Bot, body: Record<string, unknown>) => Promise<void> };

/** Set by the router: a webhook may answer with a method, which then runs like any other. */
export const webhookReplies: WeakMap<object, Replies['reply'] & object> = new WeakMap();

export async function pushUpdate(world: object, bot: Bot, update: Update): Promise<void> {
  const webhook = bot.webhook;
  if (webhook === undefined) throw new Error('no webhook is set');
  try {
    const response = await fetch(webhook.url, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        ...(webhook.secretToken === undefined ? {} : { 'x-telegram-bot-api-secret-token': webhook.secretToken }),
      },
      body: JSON.stringify(update),
      signal: AbortSignal.timeout(60_000),
      redirect: 'manual',
    });
    const text = await response.text();
    if (!response.ok) throw new Error(`Wrong response from the webhook: ${response.status} ${response.statusText}`);
    const answer = methodIn(text);
    if (answer !== undefined) await webhookReplies.get(world)?.(bot, answer);
  } catch (error) {
    webhook.lastErrorDate = unixNow();
    webhook.lastErrorMessage = error instanceof Error ? error.message : String(error);
    throw error;
  }
}

function methodIn(text: string): Record<string, unknown> | undefined {
  if (!text.startsWith('{')) return undefined;
  try {
    const body = JSON.parse(text) as Record<string, unknown>;
    return typeof body['method'] === 'string' ? body : undefined;
  } catch {
    return undefined;
  }
}
