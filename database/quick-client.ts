/** A connection that is given up when Postgres does not answer on it: returned to the pool it would swallow the next query too. */
import { Client } from 'pg';
import { saidBySocket } from '../domain/away.ts';

/** `pg` names it by these words alone. */
const unanswered = (error: unknown): boolean => error instanceof Error && error.message === 'Query read timeout';

/** A socket's words are a partner's too: that it is Postgres which cannot be reached is said in Postgres' own, `08001`. */
const unreached = (error: unknown): unknown =>
  error instanceof Error && saidBySocket(error) ? Object.assign(error, { code: '08001' }) : error;

/** Works with the pool's `query_timeout`, after which `pg` itself only stops waiting. */
export class QuickClient extends Client {
  // With a callback or without, and neither knows of the other's type.
  override connect(...given: never[]): never {
    const connecting = super.connect as (...all: unknown[]) => unknown;
    const [told] = given as Array<((error: unknown, ...more: unknown[]) => void) | undefined>;
    if (told) return connecting.call(this, (error: unknown, ...more: unknown[]) => told(unreached(error), ...more)) as never;
    return (connecting.call(this) as Promise<unknown>).catch((error: unknown) => Promise.reject(unreached(error))) as never;
  }

  // The signature is overloaded eight times; what comes in is what goes on.
  override query(...given: never[]): never {
    const asked: unknown = (super.query as (...all: never[]) => unknown)(...given);
    // A query is still on its way, so this does not wait for an answer; from now on the pool does not take it back.
    if (asked instanceof Promise)
      asked.catch((error: unknown) => {
        if (unanswered(error)) this.end().catch(() => {});
      });
    return asked as never;
  }
}
