/**
 * The screen of one ticket: taken, and the one before it ended. Each ticket has a process of its own for it, so that a hall
 * that comes in at once does not stand in one line.
 *
 *   asked → taken ──(another screen was open)──→ the former opens nothing more → done; the next request begins it again
 */
import { allHandlersFinished, condition, log, setHandler } from '@temporalio/workflow';
import { answered } from '../shared/answered.ts';
import { untilKnown } from '../shared/until-known.ts';
import { openScreen, type ScreenInput } from './stage-messages.ts';
import { media, once } from './stage-steps.ts';

export async function screen({ tenantId, showId, ticketId }: ScreenInput): Promise<void> {
  const facts = { tenantId, showId, ticketId };
  let heard = 0;
  /** The newest that is over. */
  let ended = 0;
  let turn: Promise<unknown> = Promise.resolve();

  setHandler(openScreen, (asked) => {
    // One after another: two steps under way at once would not replay in the order in which they came.
    const taking = turn.then(async () => {
      const { version, what, former } = await answered(untilKnown(() => once.openScreen({ ...facts, ...asked })));
      ended = Math.max(ended, former ?? 0);
      return { version, what, endedAnother: former !== null };
    });
    turn = taking.then(undefined, () => undefined).finally(() => (heard += 1));
    return taking;
  });

  await condition(() => heard > 0 && allHandlersFinished());
  for (let revoked = 0; revoked < ended; ) {
    const upToVersion = ended;
    await revoke(upToVersion);
    revoked = upToVersion;
    await condition(allHandlersFinished);
  }

  /** A no that is final: its step has told an operator, and the picture's own short life ends it. */
  async function revoke(upToVersion: number): Promise<void> {
    try {
      await media.revokeScreen({ ...facts, upToVersion });
    } catch (error) {
      log.warn('the former screen was not revoked', { error });
    }
  }
}
