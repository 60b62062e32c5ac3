/** The picture is watched while anybody needs it: the desk's lights, and news that a media server may forget to send. */
import { setTimeout as sleep } from 'node:timers/promises';
import { cancellationSignal, heartbeat } from '@temporalio/activity';
import type { ShowInput } from '../../workflows/shows/messages.ts';
import { asMediaFailure, hasPicture, keepPicture, type MediaDeps } from './channel.ts';

const MINUTE = 60_000;
/** Then the process looks whether anybody still needs it; its history may have grown long. */
const lasts = MINUTE;

export type Seen =
  | { state: 'same' | 'gone' }
  /** ISO 8601. */
  | { state: 'there' | 'lost'; at: string };

export const createWatchActivities = ({ media: { provider, lookEvery = 1000 } }: MediaDeps) => ({
  /**
   * Comes back when the picture is otherwise than the process knows, when the show is over, its channel another or gone, or after a minute.
   * @param picture what the process knows
   */
  async watchPicture(asked: ShowInput & { channelId: string; picture: boolean }): Promise<Seen> {
    const signal = cancellationSignal();
    const until = Date.now() + lasts;
    while (Date.now() < until) {
      const reading = await asMediaFailure(() => provider.read(asked.channelId, signal));
      const channelId = await keepPicture(asked, reading);
      if (channelId !== asked.channelId) return { state: 'same' };
      if (reading.state === 'gone') return { state: 'gone' };
      const there = hasPicture(reading);
      if (there !== asked.picture)
        return { state: there ? 'there' : 'lost', at: since(reading.state === 'publishing' ? reading.quietFor : 0) };
      heartbeat();
      await sleep(lookEvery, undefined, { signal });
    }
    return { state: 'same' };
  },
});

/** A picture counts as lost from its last piece on. */
const since = (quietFor: number | null): string => new Date(Date.now() - (quietFor ?? 0)).toISOString();
