/** Long polling of our own, because telegraf's acknowledges what failed and stops at the first error. */
import { setTimeout as sleep } from 'node:timers/promises';
import type { Update } from 'telegraf/types';
import type { Bot } from './context.ts';
import type { BotDeps } from './deps.ts';

/** Named, because leaving the list out later would keep an old one. */
export const allowedUpdates = [
  'message',
  'channel_post',
  'callback_query',
  'pre_checkout_query',
  'chat_join_request',
  'chat_member',
  'my_chat_member',
] as const;

/** How long a batch may hold up the next one, ms: a pre-checkout query behind it has ten seconds in all. */
export const patience = 3000;

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

  /** Payments that Temporal does not have yet, by update id: none of them is acknowledged, and nobody else waits for them. */
  const unplaced = new Set<number>();
  const seen = new Set<number>();
  const place = async (update: Update): Promise<void> => {
    unplaced.add(update.update_id);
    await untilDone(() => bot.handleUpdate(update), stopping.signal, report);
    unplaced.delete(update.update_id);
  };

  const running = (async () => {
    let next = 0;
    /** Telegram forgets all before it: the oldest payment in hand, else everything that was seen. */
    const acknowledged = () => Math.min(next, ...unplaced);
    while (!stopping.signal.aborted) {
      try {
        const updates = (await bot.telegram.callApi(
          'getUpdates',
          { timeout: unplaced.size > 0 ? 1 : 25, offset: acknowledged(), allowed_updates: allowedUpdates },
          { signal: stopping.signal as never },
        )) as Update[];
        const fresh = updates.filter((update) => !seen.has(update.update_id));
        const work = fresh.map((update) => {
          seen.add(update.update_id);
          // What a person asked may be asked again; money may not.
          return isMoney(update) ? place(update).catch(() => {}) : handle(update);
        });
        next = Math.max(next, ...fresh.map((update) => update.update_id + 1));
        await Promise.race([Promise.all(work), sleep(patience, undefined, { ref: false })]);
        // The same updates come at once while a payment is in hand: not in a busy loop.
        if (fresh.length === 0 && unplaced.size > 0) await sleep(250, undefined, { ref: false });
        for (const id of seen) if (id < acknowledged()) seen.delete(id);
      } catch (error) {
        if (stopping.signal.aborted) break;
        report(error, 'getUpdates');
        await sleep(1000, undefined, { ref: false });
      }
    }
    await Promise.all(inHand);
    // Says what was seen, so that the next process does not see it again; a payment in hand stays for it.
    const offset = acknowledged();
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
