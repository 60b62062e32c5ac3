/** The bot as the house runs it: polling under a lock, so that of several processes one speaks for it. */
import { holdLock } from '../database/advisory-lock.ts';
import { introduce } from './bot.ts';
import type { Bot } from './context.ts';
import type { BotDeps } from './deps.ts';
import { startPolling } from './polling.ts';

export type RunningBot = { stop(): Promise<void> };

export function pollUnderLock(
  bot: Bot,
  { name, report, databaseUrl }: Pick<BotDeps, 'name' | 'report'> & { databaseUrl: string },
): RunningBot {
  const stopping = new AbortController();
  const running = (async () => {
    while (!stopping.signal.aborted) {
      const lock = await holdLock(databaseUrl, `bot:${name}`, stopping.signal);
      if (!lock) break;
      await bot.telegram.deleteWebhook().catch((error: unknown) => report(error, 'deleteWebhook'));
      await introduce(bot).catch((error: unknown) => report(error, 'setMyCommands'));
      const polling = startPolling(bot, { report });
      await Promise.race([aborted(lock.lost), aborted(stopping.signal)]);
      await polling.stop();
      await lock.release().catch(() => {});
    }
  })();
  return {
    async stop() {
      stopping.abort();
      await running;
    },
  };
}

const aborted = (signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    if (signal.aborted) resolve();
    else signal.addEventListener('abort', () => resolve(), { once: true });
  });
