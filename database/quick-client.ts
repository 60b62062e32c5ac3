/** A connection that is given up when Postgres does not answer on it: returned to the pool it would swallow the next query too. */
import { Client } from 'pg';

/** `pg` names it by these words alone. */
const unanswered = (error: unknown): boolean => error instanceof Error && error.message === 'Query read timeout';

/** Works with the pool's `query_timeout`, after which `pg` itself only stops waiting. */
export class QuickClient extends Client {
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
