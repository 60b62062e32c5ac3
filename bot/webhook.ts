/** Telegram's calls to us, where the bot does not poll: checked, handled, and only then acknowledged. */
import { json, type RequestHandler } from 'express';
import { Refusal } from '../domain/errors.ts';
import type { Bot } from './context.ts';
import { allowedUpdates } from './polling.ts';

export type WebhookBot = { bot: Bot; isSecret: (header: string | undefined) => boolean };

export const telegramWebhook = (bots: Record<string, WebhookBot>): RequestHandler[] => [
  (req, _res, next) => {
    const name = String(req.params['bot']);
    if (!Object.hasOwn(bots, name)) throw new Refusal('NotFound');
    if (!bots[name]!.isSecret(req.get('x-telegram-bot-api-secret-token'))) throw new Refusal('SignatureRefused');
    next();
  },
  json({ limit: '1mb' }),
  async (req, res) => {
    if (!Number.isSafeInteger((req.body as { update_id?: unknown } | undefined)?.update_id)) throw new Refusal('InvalidRequest');
    // A failed handler answers 5xx, and Telegram sends the update again.
    await bots[String(req.params['bot'])]!.bot.handleUpdate(req.body);
    res.sendStatus(200);
  },
];

export async function setWebhook(bot: Bot, url: string, secret: string): Promise<void> {
  await bot.telegram.setWebhook(url, { secret_token: secret, allowed_updates: allowedUpdates });
}
