/** How often one person may speak to the bot: as at the other doors. Whoever is over the limit gets one word a minute. */
import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';
import { type Bot, recognise, type Visit } from './context.ts';
import type { BotDeps } from './deps.ts';

export function limitPeople(bot: Bot, deps: BotDeps): void {
  const people = new RateLimiterMemory({ points: deps.ratePerMinute ?? 100, duration: 60 });
  const words = new RateLimiterMemory({ points: 1, duration: 60 });
  const within = async (limiter: RateLimiterMemory, key: string): Promise<boolean> => {
    try {
      await limiter.consume(key);
      return true;
    } catch (refused) {
      if (!(refused instanceof RateLimiterRes)) throw refused;
      return false;
    }
  };

  bot.use(async (visit, next) => {
    // Money is never turned away, and neither is the question before it.
    if (!visit.from || isMoney(visit)) return next();
    // Who presses too much may still knock at the hall's door.
    const key = `${visit.chatJoinRequest ? 'knock' : 'talk'}:${visit.from.id}`;
    if (await within(people, key)) return next();
    if (visit.chatJoinRequest || !(await within(words, String(visit.from.id)))) return;
    await recognise(visit, deps);
    const said = visit.explain('TooManyRequests');
    await (visit.callbackQuery ? visit.answerCbQuery(said) : visit.reply(said)).catch((error: unknown) =>
      deps.report(error, 'over the limit'),
    );
  });
}

const isMoney = (visit: Visit): boolean =>
  visit.preCheckoutQuery !== undefined || (visit.message !== undefined && 'successful_payment' in visit.message);
