/** What was left behind: channels that no stage needs, and stages of announced shows that nobody has begun. */
import { cancellationSignal } from '@temporalio/activity';
import type { ShowKind } from '../../domain/shows.ts';
import type { Carrier } from '../../providers/carriers.ts';
import type { ShowInput } from '../../workflows/shows/messages.ts';
import { currentEm } from '../context.ts';
import { asMediaFailure, type MediaDeps } from './channel.ts';

/** A channel that is being made has its row already; one that nobody has a row for is old. */
export const createSweepActivities = ({ media, rooms }: MediaDeps) => ({
  /** Reads as the platform: `readsAll` says so to the interceptor. @returns how many channels were torn down */
  async tearDownUnneeded(_: { readsAll: true }): Promise<{ gone: number }> {
    return { gone: (await tearDownOf(media, 'stream')) + (await tearDownOf(rooms, 'immersive')) };
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

/** @param kind of the shows that it carries. @returns how many of its channels were torn down */
async function tearDownOf({ name, provider }: Carrier, kind: ShowKind): Promise<number> {
  const signal = cancellationSignal();
  const channels = await asMediaFailure(() => provider.list(signal));
  const ours = channels.flatMap(({ channelKey, ...channel }) => (channelKey === null ? [] : [{ ...channel, channelKey }]));
  if (ours.length === 0) return 0;
  const rows = await currentEm().execute<Array<{ showId: string; needed: boolean }>>(
    `select show_id as "showId", kind = ? and state <> 'closed' and (provider is null or provider = ?) as needed from stages
     where show_id::text in (${ours.map(() => '?').join(', ')})`,
    [kind, name, ...ours.map(({ channelKey }) => channelKey)],
  );
  const needed = new Map(rows.map((row) => [row.showId, row.needed]));
  // A stray of a show that no row knows may be another house's.
  const left = ours.filter(({ channelKey, stray = false }) => !(needed.get(channelKey) ?? stray));
  for (const { channelId } of left) await asMediaFailure(() => provider.tearDown(channelId, signal));
  return left.length;
}
