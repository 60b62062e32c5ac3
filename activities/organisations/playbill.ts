/** An organiser adds a production, or a date of one: as drafts, with ids that follow from the request. */
import type { EntityManager } from '@mikro-orm/postgresql';
import { slugOf } from '../../domain/slug.ts';
import { isTimeZone } from '../../domain/time-zone.ts';
import { nameCode, nameUuid } from '../../domain/uuid.ts';
import type { NewProduction, NewShow, OrganisationInput } from '../../workflows/organisations/messages.ts';
import { audit } from '../audit.ts';
import { authorise } from '../authorise.ts';
import { inTransaction } from '../context.ts';
import { refused } from '../refused.ts';

export const createPlaybillActivities = () => ({
  async addProduction(asked: OrganisationInput & NewProduction): Promise<{ productionId: string; slug: string }> {
    const { tenantId, by, requestId, title, author, description, minutes, ageLimit, symbol, hue } = asked;
    const id = nameUuid('production', tenantId, requestId);
    return inTransaction(async (tx) => {
      await authorise(tx, asked, 'manageShows');
      // Two productions of one title would otherwise want the same address at the same time.
      await tx.execute('select 1 from organisations where id = ? for no key update', [tenantId]);
      const entry = { tenantId, by, requestId, action: 'addProduction', subject: `production:${id}` };
      if (await audit(tx, entry, { title: title.en }))
        await tx.execute(
          `insert into productions (tenant_id, id, slug, title, author, description, minutes, age_limit, symbol, hue, position)
           values (?, ?, ?, ?::jsonb, ?::jsonb, ?::jsonb, ?, ?, ?, ?, (select coalesce(max(position), -1) + 1 from productions where tenant_id = ?))`,
          [
            ...[tenantId, id, await freeSlug(tx, slugOf(title.en) || slugOf(title.ru), id)],
            ...[JSON.stringify(title), JSON.stringify(author), JSON.stringify(description)],
            ...[minutes, ageLimit, symbol, hue, tenantId],
          ],
        );
      const [saved] = await tx.execute<Array<{ slug: string }>>('select slug from productions where tenant_id = ? and id = ?', [
        tenantId,
        id,
      ]);
      return { productionId: id, slug: saved!.slug };
    });
  },

  async addShow(asked: OrganisationInput & NewShow): Promise<{ showId: string; code: string }> {
    const { tenantId, by, requestId, productionId, startsAt, timeZone, kind, capacity, holdMinutes, refundPolicy, chatId } =
      asked;
    const id = nameUuid('show', tenantId, requestId);
    const code = nameCode(8, 'show', id);
    return inTransaction(async (tx) => {
      await authorise(tx, asked, 'manageShows');
      const [production] = await tx.execute<unknown[]>('select 1 from productions where tenant_id = ? and id = ?', [
        tenantId,
        productionId,
      ]);
      if (!production) throw refused('NotFound');
      const entry = { tenantId, by, requestId, action: 'addShow', subject: `show:${id}` };
      if (!(await audit(tx, entry, { productionId, startsAt }))) return { showId: id, code };
      if (!isTimeZone(timeZone)) throw refused('InvalidRequest');
      if (Date.parse(startsAt) <= Date.now()) throw refused('TimePassed');
      await tx.execute(
        `insert into shows (tenant_id, id, production_id, code, starts_at, time_zone, kind, status, capacity, seats_left, hold_minutes, refund_policy, chat_id)
         values (?, ?, ?, ?, ?, ?, ?, 'draft', ?, ?, ?, ?::jsonb, ?)`,
        [
          ...[tenantId, id, productionId, code, startsAt, timeZone, kind],
          ...[capacity, capacity, holdMinutes, JSON.stringify(refundPolicy), chatId],
        ],
      );
      for (const [position, type] of asked.ticketTypes.entries())
        await addTicketType(tx, { tenantId, showId: id, position }, type);
      return { showId: id, code };
    });
  },
});

/** Posters are found by their production's address in the whole house, so what others show is in the way too. */
async function freeSlug(tx: EntityManager, slug: string, id: string): Promise<string> {
  const wanted = slug || 'show';
  const [taken] = await tx.execute<unknown[]>('select 1 from productions where slug = ? limit 1', [wanted]);
  return taken ? `${wanted}-${nameCode(5, 'production', id).toLowerCase()}` : wanted;
}

async function addTicketType(
  tx: EntityManager,
  { tenantId, showId, position }: { tenantId: string; showId: string; position: number },
  { name, note, quota, openPrice, prices }: NewShow['ticketTypes'][number],
): Promise<void> {
  const id = nameUuid('ticket type', showId, position);
  await tx.execute(
    `insert into ticket_types (tenant_id, id, show_id, position, name, note, quota, quota_left, open_price)
     values (?, ?, ?, ?, ?::jsonb, ?::jsonb, ?, ?, ?)`,
    [tenantId, id, showId, position, JSON.stringify(name), JSON.stringify(note), quota, quota, openPrice],
  );
  for (const { currency, amount } of prices)
    await tx.execute('insert into ticket_prices (tenant_id, ticket_type_id, currency, amount) values (?, ?, ?, ?)', [
      tenantId,
      id,
      currency,
      amount,
    ]);
}
