/** The channel at the media provider: made, described, told when it is on air, taken down. Every call may be repeated. */
import { cancellationSignal } from '@temporalio/activity';
import { ApplicationFailure } from '@temporalio/common';
import type { PictureFacts } from '../../domain/stage.ts';
import type { StageVault } from '../../domain/stage-vault.ts';
import {
  type ChannelReading,
  type Ingest,
  type MediaProvider,
  type MediaProviderName,
  MediaRejected,
  NobodyCarries,
} from '../../providers/media/port.ts';
import type { ShowInput } from '../../workflows/shows/messages.ts';
import { inTransaction } from '../context.ts';
import { askOperator } from '../payments/attention.ts';

export type MediaDeps = {
  media: {
    name: MediaProviderName;
    provider: MediaProvider;
    /** ms between two questions about a picture. @default 1000 */
    lookEvery?: number;
  };
  /** Locks stream keys. */
  stageVault: StageVault;
};
type OfChannel = ShowInput & { channelId: string };

export const createChannelActivities = ({ media: { name, provider }, stageVault }: MediaDeps) => {
  const keep = (of: ShowInput, ingest: Ingest[], channel?: { channelId: string; playbackUrl: string }) =>
    inTransaction((tx) =>
      tx.execute(
        `update stages set ingest = ?, provider = ?, channel_id = coalesce(?, channel_id), playback_url = coalesce(?, playback_url), torn_down_at = null
         where tenant_id = ? and show_id = ?`,
        [stageVault.lock(of, ingest), name, channel?.channelId ?? null, channel?.playbackUrl ?? null, of.tenantId, of.showId],
      ),
    );

  return {
    async provisionChannel(asked: ShowInput & { keyRevision: number; record: boolean }): Promise<{ channelId: string }> {
      const { tenantId, showId, keyRevision, record } = asked;
      const signal = cancellationSignal();
      return orAttention(asked, async () => {
        const channel = await provider.provision(
          { channelKey: showId, keyRevision, label: await codeOf({ tenantId, showId }), record },
          signal,
        );
        await keep({ tenantId, showId }, await provider.ingest(channel.channelId, keyRevision, signal), channel);
        return { channelId: channel.channelId };
      });
    },

    async rotateStageKey({ tenantId, showId, channelId, keyRevision }: OfChannel & { keyRevision: number }): Promise<void> {
      const ingest = await asMediaFailure(() => provider.rotateKey(channelId, keyRevision, cancellationSignal()));
      await keep({ tenantId, showId }, ingest);
    },

    /** Whether a picture comes in just now; the row keeps what it looks like. */
    async readChannel({ tenantId, showId, channelId }: OfChannel): Promise<{ publishing: boolean }> {
      const reading = await asMediaFailure(() => provider.read(channelId, cancellationSignal()));
      await keepPicture({ tenantId, showId }, reading);
      return { publishing: hasPicture(reading) };
    },

    /** @param stop off air for good: what is published ends, and with it its recording. */
    async setStageOnAir({ channelId, onAir, stop }: OfChannel & { onAir: boolean; stop: boolean }): Promise<void> {
      const signal = cancellationSignal();
      await asMediaFailure(() => provider.setOnAir(channelId, onAir, signal));
      if (stop) await asMediaFailure(() => provider.stop(channelId, signal));
    },

    /** Nobody watches any more, nothing of it costs money: recordings first, then the channel, then its row. */
    async closeChannel({ tenantId, showId, why }: ShowInput & { why: 'showOver' | 'wayChanged' }): Promise<void> {
      const signal = cancellationSignal();
      const [row] = await inTransaction(async (tx) => {
        await tx.execute(
          'update screens set ended_at = now(), end_reason = ? where tenant_id = ? and show_id = ? and ended_at is null',
          [why, tenantId, showId],
        );
        return tx.execute<Array<{ channelId: string | null }>>(
          'select channel_id as "channelId" from stages where tenant_id = ? and show_id = ?',
          [tenantId, showId],
        );
      });
      const channelId = row?.channelId;
      if (!channelId) return;
      await asMediaFailure(async () => {
        await provider.setOnAir(channelId, false, signal);
        await provider.stop(channelId, signal);
        for (const { recordingId } of await provider.recordings(channelId, signal))
          await provider.removeRecording(channelId, recordingId, signal);
        await provider.tearDown(channelId, signal);
      });
      await inTransaction((tx) =>
        tx.execute(
          `update stages set channel_id = null, playback_url = null, ingest = null, recording_id = null, recording_seconds = null, archive_until = null,
             picture = null, torn_down_at = now() where tenant_id = ? and show_id = ? and channel_id = ?`,
          [tenantId, showId, channelId],
        ),
      );
    },
  };
};

/** A no is final; everything else is left to the retry policy. */
export async function asMediaFailure<T>(call: () => Promise<T>): Promise<T> {
  try {
    return await call();
  } catch (error) {
    if (error instanceof MediaRejected) throw ApplicationFailure.fromError(error, { nonRetryable: true });
    throw error;
  }
}

/** A show without a channel is an organiser's trouble: they hear of it before their viewers do. */
async function orAttention<T>({ tenantId, showId }: ShowInput, call: () => Promise<T>): Promise<T> {
  try {
    return await call();
  } catch (error) {
    if (!(error instanceof MediaRejected)) throw error;
    if (error instanceof NobodyCarries) throw ApplicationFailure.fromError(error, { nonRetryable: true, category: 'BENIGN' });
    await inTransaction((tx) =>
      askOperator(tx, {
        ...{ tenantId, orderId: null, kind: 'channelRefused', key: `stage:${showId}:channel` },
        details: { showId, why: error.message },
      }),
    );
    throw ApplicationFailure.fromError(error, { nonRetryable: true });
  }
}

/** A server may hold a line open over which nothing comes any more. */
const silence = 5000;
export const hasPicture = (reading: ChannelReading): boolean =>
  reading.state === 'publishing' && (reading.quietFor ?? 0) < silence;

export function pictureFacts(reading: ChannelReading, at: Date): PictureFacts {
  const unknown = { video: null, audio: null, bitrate: null, keyframes: null, width: null, height: null, viewers: null };
  const nothing = { ...unknown, since: null, by: null, quietFor: null };
  if (reading.state !== 'publishing') return { at: at.toISOString(), publishing: false, ...nothing };
  const { state: _, bitrate, ...facts } = reading;
  return {
    at: at.toISOString(),
    publishing: hasPicture(reading),
    ...facts,
    bitrate: bitrate === null ? null : Math.round(bitrate),
  };
}

/** @returns the channel of a show that is not over yet */
export const keepPicture = ({ tenantId, showId }: ShowInput, reading: ChannelReading): Promise<string | null> =>
  inTransaction(async (tx) => {
    const [row] = await tx.execute<Array<{ channelId: string | null }>>(
      `update stages set picture = ?::jsonb where tenant_id = ? and show_id = ? and state not in ('ended', 'archived', 'closed')
       returning channel_id as "channelId"`,
      [JSON.stringify(pictureFacts(reading, new Date())), tenantId, showId],
    );
    return row?.channelId ?? null;
  });

async function codeOf({ tenantId, showId }: ShowInput): Promise<string> {
  const [row] = await inTransaction((tx) =>
    tx.execute<Array<{ code: string }>>('select code from shows where tenant_id = ? and id = ?', [tenantId, showId]),
  );
  return row?.code ?? '';
}
