/** An organiser changes a show: its settings, whether it is on the playbill, its time, its fate. */
import type { EntityManager } from '@mikro-orm/postgresql';
import type { ShowStatus } from '../../domain/shows.ts';
import { sellingStatuses } from '../../domain/shows.ts';
import { nameCode } from '../../domain/uuid.ts';
import type { ShowChanged } from '../../workflows/orders/messages.ts';
import type { Cancellation, KindChange, Move, Publishing, SettingsChange, ShowInput } from '../../workflows/shows/messages.ts';
import { refused } from '../refused.ts';
import { changeShow, type ShowRow } from './locked-show.ts';

/** Over, or called off: nothing about it changes any more. */
const over: readonly ShowStatus[] = ['ended', 'archived', 'cancelled'];
const beforeTheStart: readonly ShowStatus[] = ['draft', ...sellingStatuses];

export const createShowChangeActivities = () => ({
  async saveShowSettings(asked: ShowInput & SettingsChange): Promise<void> {
    const { tenantId, showId, capacity, holdMinutes, refundPolicy, chatId } = asked;
    await changeShow('changeSettings', asked, async (tx, show) => {
      if (over.includes(show.status)) throw refused('ShowNotOpen');
      if (show.published && show.kind === 'telegram' && chatId === null) throw refused('ShowIncomplete');
      if (capacity < show.capacity - show.seats_left) throw refused('CapacityTooSmall');
      await tx.execute(
        `update shows set capacity = ?, seats_left = seats_left + ? - capacity, hold_minutes = ?, refund_policy = ?::jsonb, chat_id = ?
         where tenant_id = ? and id = ?`,
        [capacity, capacity, holdMinutes, JSON.stringify(refundPolicy), chatId, tenantId, showId],
      );
      return { capacity, holdMinutes, refundPolicy: JSON.stringify(refundPolicy), chatId };
    });
  },

  async setShowPublished(asked: ShowInput & Publishing): Promise<void> {
    const { published } = asked;
    await changeShow('publishShow', asked, async (tx, show) => {
      if (published !== show.published) await (published ? publish : unpublish)(tx, asked, show);
      return { published };
    });
  },

  /** @returns what its orders must hear; null where nobody has ordered yet or nothing changes. */
  async moveShow(asked: ShowInput & Move): Promise<ShowChanged | null> {
    const { startsAt } = asked;
    const { revision } = await changeShow('moveShow', asked, async (tx, show) => {
      if (!beforeTheStart.includes(show.status)) throw refused('ShowNotOpen');
      if (Date.parse(startsAt) <= Date.now()) throw refused('TimePassed');
      if (Date.parse(startsAt) === show.starts_at.getTime()) return { revision: null, startsAt };
      if (show.status === 'draft') {
        await tx.execute('update shows set starts_at = ? where tenant_id = ? and id = ?', [
          startsAt,
          asked.tenantId,
          asked.showId,
        ]);
        return { revision: null, startsAt };
      }
      await tx.execute(
        `update shows set starts_at = ?, status = 'rescheduled', revision = revision + 1, moved_at = now() where tenant_id = ? and id = ?`,
        [startsAt, asked.tenantId, asked.showId],
      );
      return { revision: await recordChange(tx, asked, show, 'moved', startsAt), startsAt };
    });
    return revision === null ? null : { revision, kind: 'moved', startsAt };
  },

  /** @returns what its orders must hear; null where nobody has ordered yet or nothing changes. */
  async changeShowKind(asked: ShowInput & KindChange): Promise<ShowChanged | null> {
    const { tenantId, showId, kind, chatId, address } = asked;
    const { revision, startsAt } = await changeShow('changeKind', asked, async (tx, show) => {
      if (!beforeTheStart.includes(show.status)) throw refused('ShowNotOpen');
      if ((kind === 'telegram' && chatId === null) || (kind === 'external' && address === null)) throw refused('ShowIncomplete');
      const startsAt = show.starts_at.toISOString();
      const same = show.kind === kind && (kind !== 'telegram' || show.chat_id === chatId);
      if (kind === 'external')
        await tx.execute('update stages set address = ? where tenant_id = ? and show_id = ?', [address, tenantId, showId]);
      if (same) return { revision: null, startsAt, kind };
      const told = show.status !== 'draft';
      await tx.execute(
        `update shows set kind = ?, chat_id = ?, revision = revision + ?, status = case when status = 'provisioned' then 'announced' else status end
         where tenant_id = ? and id = ?`,
        [kind, kind === 'telegram' ? chatId : null, told ? 1 : 0, tenantId, showId],
      );
      return { revision: told ? await recordChange(tx, asked, show, 'wayIn', startsAt) : null, startsAt, kind };
    });
    return revision === null ? null : { revision, kind: 'wayIn', startsAt };
  },

  async cancelShow(asked: ShowInput & Cancellation): Promise<ShowChanged> {
    const { revision, startsAt } = await changeShow('cancelShow', asked, async (tx, show) => {
      if (over.includes(show.status)) throw refused('ShowNotOpen');
      await tx.execute(
        `update shows set status = 'cancelled', revision = revision + 1, cancelled_at = now() where tenant_id = ? and id = ?`,
        [asked.tenantId, asked.showId],
      );
      return { revision: await recordChange(tx, asked, show, 'cancelled', null), startsAt: show.starts_at.toISOString() };
    });
    return { revision, kind: 'cancelled', startsAt };
  },
});

type Asked = ShowInput & { by: string };

async function recordChange(
  tx: EntityManager,
  { tenantId, showId, by }: Asked,
  show: ShowRow,
  kind: ShowChanged['kind'],
  to: string | null,
): Promise<number> {
  const revision = show.revision + 1;
  await tx.execute(
    `insert into show_changes (tenant_id, show_id, revision, kind, by_person, from_starts_at, to_starts_at) values (?, ?, ?, ?, ?, ?, ?)`,
    [tenantId, showId, revision, kind, by, show.starts_at, to],
  );
  return revision;
}

async function publish(tx: EntityManager, { tenantId, showId }: ShowInput, show: ShowRow): Promise<void> {
  if (over.includes(show.status)) throw refused('ShowNotOpen');
  if (show.starts_at <= new Date()) throw refused('TimePassed');
  const [priced] = await tx.execute<unknown[]>(
    `select 1 from ticket_types t join ticket_prices p on p.tenant_id = t.tenant_id and p.ticket_type_id = t.id
     where t.tenant_id = ? and t.show_id = ? limit 1`,
    [tenantId, showId],
  );
  if (!priced || (show.kind === 'telegram' && show.chat_id === null)) throw refused('ShowIncomplete');
  await tx.execute(
    `update shows set published_at = now(), status = case when status = 'draft' then 'announced' else status end where tenant_id = ? and id = ?`,
    [tenantId, showId],
  );
  // The playbill shows a date under its production.
  await publishProduction(tx, tenantId, show.production_id);
}

/**
 * Pages and posters are found by their address in the whole house. A draft's may be somebody else's by now: it gets one of its own.
 * Two that go on at the same moment are told apart by the index on addresses; the second comes again and finds the first.
 */
async function publishProduction(tx: EntityManager, tenantId: string, id: string): Promise<void> {
  const own = nameCode(5, 'production', id).toLowerCase();
  await tx.execute(
    `update productions p set published_at = now(), slug = case when exists (
         select 1 from productions o where o.slug = p.slug and o.id <> p.id and o.published_at is not null) then p.slug || '-' || ? else p.slug end
     where p.tenant_id = ? and p.id = ? and p.published_at is null`,
    [own, tenantId, id],
  );
}

/** Only while nobody has or waits for a ticket: what is sold is moved or cancelled, never hidden. */
async function unpublish(tx: EntityManager, { tenantId, showId }: ShowInput, show: ShowRow): Promise<void> {
  if (!sellingStatuses.includes(show.status) || show.seats_left < show.capacity) throw refused('ShowNotOpen');
  await tx.execute(`update shows set published_at = null, status = 'draft' where tenant_id = ? and id = ?`, [tenantId, showId]);
}
