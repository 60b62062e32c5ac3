/** Rate limits on every door, in memory: by person or device, and by address so that inventing devices does not help. */
import type { Request, Response } from 'express';
import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';
import { Refusal } from '../domain/errors.ts';
import { networkOfRequest } from './network.ts';
import type { Visitor } from './visitor.ts';

export type Limits = {
  /** @throws Refusal TooManyRequests, with Retry-After set. */
  person(req: Request, res: Response, visitor: Visitor): Promise<void>;
  address(req: Request, res: Response): Promise<void>;
  /** What anybody may begin without being known, by address: a fifth of a person's share. */
  stranger(req: Request, res: Response): Promise<void>;
  /** Partners call from few addresses, and what is refused comes again. */
  webhook(req: Request, res: Response): Promise<void>;
};

/** @param perMinute requests a minute of one person; an address, which many may share, has twenty times that, a partner two hundred times. */
export function createLimits(perMinute: number): Limits {
  const people = new RateLimiterMemory({ points: perMinute, duration: 60 });
  const addresses = new RateLimiterMemory({ points: perMinute * 20, duration: 60 });
  const strangers = new RateLimiterMemory({ points: Math.max(1, Math.floor(perMinute / 5)), duration: 60 });
  const partners = new RateLimiterMemory({ points: perMinute * 200, duration: 60 });
  const take = async (limiter: RateLimiterMemory, key: string, res: Response) => {
    try {
      await limiter.consume(key);
    } catch (refused) {
      if (!(refused instanceof RateLimiterRes)) throw refused;
      res.set('Retry-After', String(Math.ceil(refused.msBeforeNext / 1000)));
      throw new Refusal('TooManyRequests');
    }
  };
  return {
    person: (req, res, { session, device }) => take(people, session?.personId ?? device ?? networkOfRequest(req), res),
    stranger: (req, res) => take(strangers, networkOfRequest(req), res),
    address: (req, res) => take(addresses, networkOfRequest(req), res),
    webhook: (req, res) => take(partners, networkOfRequest(req), res),
  };
}

/** Three letters in a quarter of an hour to one mailbox: enough for a person, too few to be a nuisance. */
export function createMailboxLimit(): { takes(personId: string): Promise<boolean> } {
  const letters = new RateLimiterMemory({ points: 3, duration: 15 * 60 });
  return {
    takes: (personId) =>
      letters.consume(personId).then(
        () => true,
        (refused) => {
          if (refused instanceof RateLimiterRes) return false;
          throw refused;
        },
      ),
  };
}
