/** Delivers one update to a bot's webhook and carries out the method it may answer with. */
import { unixNow } from '../shared/ids.ts';
import type { Bot } from './state.ts';
import type { Update } from './types.ts';

/** What a webhook answered with runs like any other call. */
export type WebhookReply = (bot: Bot, method: string, params: Record<string, unknown>) => Promise<void>;

export async function pushUpdate(bot: Bot, update: Update, reply: WebhookReply): Promise<void> {
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
    const { method, ...params } = methodIn(text) ?? {};
    if (method !== undefined) await reply(bot, String(method), params);
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
