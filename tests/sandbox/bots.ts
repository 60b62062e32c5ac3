/** Real telegraf bots for the sandbox's tests. */
import { Telegraf } from 'telegraf';
import type { Sandbox } from '../../sandbox/index.ts';
import { beforeClose, TOKEN, until } from './helpers.ts';

/** A real telegraf bot, long polling. */
export function launch(sandbox: Sandbox, teach: (bot: Telegraf) => void): Telegraf {
  const bot = new Telegraf(TOKEN, { telegram: { apiRoot: sandbox.url, webhookReply: false } });
  bot.catch((error) => console.error(error));
  teach(bot);
  const running = bot.launch({ allowedUpdates: ['message', 'callback_query', 'pre_checkout_query'] });
  running.catch(() => undefined);
  const stop = async (): Promise<void> => {
    // It may not have come to polling yet.
    await until('the bot stops', () => {
      try {
        bot.stop();
        return true;
      } catch {
        return false;
      }
    });
    await running.catch(() => undefined);
  };
  // One that loses its sandbox sleeps five seconds before it looks again.
  beforeClose(sandbox, stop);
  return bot;
}
