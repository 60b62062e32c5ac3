/** What a media provider can see to itself beside the picture: where it may be watched, and words within it. */
import { cancellationSignal, log } from '@temporalio/activity';
import { ApplicationFailure } from '@temporalio/common';
import type { CountryRule } from '../../domain/stage.ts';
import { allowedBy } from '../../providers/media/countries.ts';
import { MediaRejected } from '../../providers/media/port.ts';
import type { ShowInput } from '../../workflows/shows/messages.ts';
import { currentEm, inTransaction } from '../context.ts';
import { askOperator } from '../payments/attention.ts';
import type { MediaDeps } from './channel.ts';

type OfChannel = ShowInput & { channelId: string };
type Row = { countries: CountryRule | null; word: string | null };

export const createProviderTellingActivities = ({ media: { name, provider } }: Pick<MediaDeps, 'media'>) => {
  /** Of a channel that another provider carries nothing is told here. */
  const rowOf = async ({ tenantId, showId, channelId }: OfChannel): Promise<Row | undefined> => {
    const [row] = await currentEm().execute<Row[]>(
      `select s.countries, g.word from stages g join shows s on s.tenant_id = g.tenant_id and s.id = g.show_id
       where g.tenant_id = ? and g.show_id = ? and g.channel_id = ? and g.provider = ?`,
      [tenantId, showId, channelId, name],
    );
    return row;
  };

  return {
    /**
     * The channel opens only where the show is played, by the row as it is now. A provider that cannot tell countries leaves it to the door.
     * @throws for good when the provider says no: then it stands on the organiser's list
     */
    async restrictCountries(asked: OfChannel): Promise<void> {
      const row = await rowOf(asked);
      if (!row || !provider.restrictCountries) return;
      try {
        await provider.restrictCountries(asked.channelId, allowedBy(row.countries), cancellationSignal());
      } catch (error) {
        if (!(error instanceof MediaRejected)) throw error;
        const { tenantId, showId } = asked;
        await inTransaction((tx) =>
          askOperator(tx, {
            ...{ tenantId, orderId: null, kind: 'countriesRefused', key: `stage:${showId}:countries` },
            details: { showId, why: error.message },
          }),
        );
        throw ApplicationFailure.fromError(error, { nonRetryable: true });
      }
    },

    /**
     * The word that stands now, or that it is taken back, for players that read timed metadata: `{"kind":"word","number":3,"text":"…"}`.
     * @param number one more with each word: who has seen it knows it. @returns false where it cannot be put; the watch page has it anyhow
     */
    async putWord({ number, ...asked }: OfChannel & { number: number }): Promise<{ put: boolean }> {
      const row = await rowOf(asked);
      if (!row || !provider.putMetadata) return { put: false };
      const text = JSON.stringify({ kind: 'word', number, text: row.word });
      try {
        await provider.putMetadata(asked.channelId, text, cancellationSignal());
        return { put: true };
      } catch (error) {
        if (!(error instanceof MediaRejected)) throw error;
        log.warn('the word is not in the picture', { why: error.message });
        return { put: false };
      }
    },
  };
};
