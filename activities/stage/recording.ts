/** Which of a channel's recordings is the show. */
import { cancellationSignal } from '@temporalio/activity';
import type { Recording } from '../../providers/media/port.ts';
import type { ShowInput } from '../../workflows/shows/messages.ts';
import { inTransaction } from '../context.ts';
import { asMediaFailure, type MediaDeps } from './channel.ts';

export type FoundRecording = { state: 'ready'; recordingId: string; seconds: number } | { state: 'writing' | 'none' };

export const createRecordingActivities = ({ media: { provider } }: MediaDeps) => ({
  /** @param from and `to`, ISO 8601: when the show was on air. The row knows it from now on. */
  async findRecording(asked: ShowInput & { channelId: string; from: string; to: string }): Promise<FoundRecording> {
    const { tenantId, showId, channelId, from, to } = asked;
    const all = await asMediaFailure(() => provider.recordings(channelId, cancellationSignal()));
    const found = longestOf(all, Date.parse(from), Date.parse(to));
    if (!found) return { state: 'none' };
    if (!found.ready) return { state: 'writing' };
    const { recordingId } = found;
    const seconds = Math.round(found.seconds);
    await inTransaction((tx) =>
      tx.execute(
        `update stages set recording_id = ?, recording_seconds = ?, archive_until = ended_at + make_interval(days => (archive->>'availableDays')::int)
         where tenant_id = ? and show_id = ?`,
        [recordingId, seconds, tenantId, showId],
      ),
    );
    return { state: 'ready', recordingId, seconds };
  },
});

/** Test pictures were recorded too: the show is what was running longest while it was on air. */
function longestOf(all: Recording[], from: number, to: number): Recording | undefined {
  const shared = ({ startedAt, seconds }: Recording): number =>
    Math.min(to, Date.parse(startedAt) + seconds * 1000) - Math.max(from, Date.parse(startedAt));
  return all.filter((one) => shared(one) > 0 || !one.ready).sort((a, b) => shared(b) - shared(a))[0];
}
