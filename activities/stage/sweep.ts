/** What was left behind: channels that no stage needs, and stages of announced shows that nobody has begun. */
import { cancellationSignal } from '@temporalio/activity';
import type { ShowInput } from '../../workflows/shows/messages.ts';
import { currentEm } from '../context.ts';
import { asMediaFailure, type MediaDeps } from './channel.ts';

/** A channel that is being made has its row already; one that nobody has a row for is old. */
export const createSweepActivities = ({ media: { name, provider } }: MediaDeps) => ({
  /** Reads as the platform: `readsAll` says so to the interceptor. @returns how many channels were torn down */
  async tearDownUnneeded(_: { readsAll: true }): Promise<{ gone: number }> {
    const signal = cancellationSignal();
    const channels = await asMediaFailure(() => provider.list(signal));
    const ours = channels.flatMap(({ channelId, channelKey }) => (channelKey === null ? [] : [{ channelId, channelKey }]));
    if (ours.length === 0) return { gone: 0 };
    const needed = await currentEm().execute<Array<{ showId: string }>>(
      `select show_id as "showId" from stages where kind = 'stream' and state <> 'closed' and (provider is null or provider = ?)
         and show_id::text in (${ours.map(() => '?').join(', ')})`,
      [name, ...ours.map(({ channelKey }) => channelKey)],
    );
    const keys = new Set(needed.map(({ showId }) => showId));
    const left = ours.filter(({ channelKey }) => !keys.has(channelKey));
    for (const { channelId } of left) await asMediaFailure(() => provider.tearDown(channelId, signal));
    return { gone: left.length };
  },

  /** Published shows ahead that have no stage yet, and stages that no process has touched although they are due. */
  async stagesToBegin(_: { readsAll: true }): Promise<ShowInput[]> {
    return currentEm().execute<ShowInput[]>(
      `select s.tenant_id as "tenantId", s.id as "showId" from shows s left join stages g on g.tenant_id = s.tenant_id and g.show_id = s.id
       where s.published_at is not null and s.status in ('announced', 'provisioned', 'rescheduled', 'live', 'interrupted')
         and (g.show_id is null and s.starts_at > now() - interval '1 hour'
           or g.state <> 'closed' and g.changed_at < now() - interval '1 hour' and s.starts_at between now() - interval '12 hours' and now() + interval '2 hours')
       order by s.starts_at limit 100`,
    );
  },
});
