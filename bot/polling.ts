/** Long polling of our own, because telegraf's acknowledges what failed and stops at the first error. */
import { setTimeout as sleep } from 'node:timers/promises';
import type { Update } from 'telegraf/types';
import type { Bot } from './context.ts';
import type { BotDeps } from './deps.ts';

/** Named, because leaving the list out later would keep an old one. */
export const allowedUpdates = [
  'message',
  'callback_query',
  'pre_checkout_query',
  'chat_join_request',
  'chat_member',
  'my_chat_member',
] as const;

/** How long a batch may hold up the next one, ms: a pre-checkout query behind it has ten seconds in all. */
const patience = 3000;

export type Polling = { stop(): Promise<void> };

export function startPolling(bot: Bot, { report }: Pick<BotDeps, 'report'>): Polling {
  const stopping = new AbortController();
  const inHand = new Set<Promise<void>>();
  const chains = new Map<number, Promise<void>>();

  /** One person's updates in their order, different people's side by side. */
  const handle = (update: Update): Promise<void> => {
    const who = personOf(update);
    const turn = (chains.get(who) ?? Promise.resolve())
      .then(() => bot.handleUpdate(update))
      .catch((error: unknown) => report(error, 'update'));
    chains.set(who, turn);
    inHand.add(turn);
    return turn.finally(() => {
      inHand.delete(turn);
      if (chains.get(who) === turn) chains.delete(who);
    });
  };

  const running = (async () => {
    let offset = 0;
    while (!stopping.signal.aborted) {
      try {
        const updates = (await bot.telegram.callApi(
          'getUpdates',
          { timeout: 25, offset, allowed_updates: allowedUpdates },
          { signal: stopping.signal as never },
        )) as Update[];
        // Money is acknowledged to Telegram only when Temporal has it; what a person asked may be asked again.
        const money = updates.filter(isMoney).map((update) => untilDone(() => bot.handleUpdate(update), stopping.signal, report));
        const rest = updates.filter((update) => !isMoney(update)).map(handle);
        await Promise.all(money);
        await Promise.race([Promise.all(rest), sleep(patience, undefined, { ref: false })]);
        if (!stopping.signal.aborted) offset = (updates.at(-1)?.update_id ?? offset - 1) + 1;
      } catch (error) {
        if (stopping.signal.aborted) break;
        report(error, 'getUpdates');
        await sleep(1000, undefined, { ref: false });
      }
    }
    await Promise.all(inHand);
    // Says what was seen, so that the next process does not see it again.
    await bot.telegram.callApi('getUpdates', { timeout: 0, offset, limit: 1, allowed_updates: allowedUpdates }).catch(() => {});
  })();

  return {
    async stop() {
      stopping.abort();
      await running;
    },
  };
}

const isMoney = (update: Update): boolean => 'message' in update && 'successful_payment' in update.message;

const personOf = (update: Update): number => {
  const inner = Object.values(update).find(
    (value): value is { from?: { id: number } } => typeof value === 'object' && value !== null,
  );
  return inner?.from?.id ?? 0;
};

async function untilDone(work: () => Promise<void>, stop: AbortSignal, report: BotDeps['report']): Promise<void> {
  for (let pause = 200; ; pause = Math.min(pause * 2, 5000)) {
    try {
      return await work();
    } catch (error) {
      report(error, 'money');
      // Not acknowledged: it comes again to whoever polls next.
      if (stop.aborted) throw error;
      await sleep(pause, undefined, { ref: false });
    }
  }
}
