/** The sample theatre «Рампа»: five productions that always have dates ahead, however long the house has been standing. */
import type { EntityManager } from '@mikro-orm/postgresql';
import { nameCode, nameUuid } from '../../domain/uuid.ts';
import { type SamplePlay, samplePlays } from './productions.ts';
import type { SampleTelegram } from './telegram.ts';

export const sampleTenantId = nameUuid('organisation', 'rampa');
const timeZone = 'Europe/Moscow';
const daysAhead = 28;
/** Each play on its own evenings, so that a week's playbill is full but not the same every night. */
const evenings: Record<string, number[]> = {
  chaika: [6, 2],
  'vishnevy-sad': [0, 3],
  hamlet: [5],
  revizor: [4, 6],
  'son-v-letnyuyu-noch': [0, 5],
};

/**
 * Safe to repeat: ids follow from names and dates. A theatre from before it had staff and a chat gets both.
 * @param telegram the sandbox's; without it nobody works there.
 * @returns the number of dates ahead.
 */
export async function addSampleTheatre(root: EntityManager, now: Date, telegram?: SampleTelegram): Promise<number> {
  const em = root.fork({ session: { variables: { 'app.reader': 'member', 'app.tenant_id': sampleTenantId } } });
  return em.transactional(async (tx) => {
    await tx.execute(
      `insert into organisations (id, slug, name, time_zone, published_at) values (?, 'rampa', ?::jsonb, ?, now()) on conflict do nothing`,
      [sampleTenantId, JSON.stringify({ ru: 'Театр «Рампа»', en: 'Rampa Theatre' }), timeZone],
    );
    for (const [position, play] of samplePlays.entries()) {
      await addProduction(tx, play, position);
      for (const startsAt of datesOf(play, now)) await addShow(tx, play, startsAt);
    }
    if (telegram) await joinTelegram(tx, telegram);
    const rows = await tx.execute<Array<{ ahead: number }>>('select count(*)::int as ahead from shows where starts_at > ?', [
      now,
    ]);
    return rows[0]!.ahead;
  });
}

/** Who was removed, or has another role by now, stays so; a show that has a chat keeps it. */
async function joinTelegram(tx: EntityManager, { staff, chatId }: SampleTelegram): Promise<void> {
  for (const { personId, role, name } of staff)
    await tx.execute('insert into members (tenant_id, person_id, role, name) values (?, ?, ?, ?) on conflict do nothing', [
      ...[sampleTenantId, personId, role, name],
    ]);
  for (const play of samplePlays.filter(({ kind }) => kind === 'telegram'))
    await tx.execute('update shows set chat_id = ? where tenant_id = ? and production_id = ? and kind = ? and chat_id is null', [
      ...[chatId, sampleTenantId, productionId(play), play.kind],
    ]);
}

function datesOf(play: SamplePlay, now: Date): Date[] {
  const days = Array.from({ length: daysAhead }, (_, day) => new Date(now.getTime() + (day + 1) * 86_400_000));
  return days
    .filter((day) => evenings[play.slug]!.includes(day.getUTCDay()))
    .map((day) => new Date(`${day.toISOString().slice(0, 10)}T16:00:00Z`));
}

const productionId = (play: SamplePlay) => nameUuid('production', sampleTenantId, play.slug);

async function addProduction(tx: EntityManager, play: SamplePlay, position: number): Promise<void> {
  await tx.execute(
    `insert into productions (tenant_id, id, slug, title, author, description, minutes, age_limit, symbol, hue, position, published_at)
     values (?, ?, ?, ?::jsonb, ?::jsonb, ?::jsonb, ?, ?, ?, ?, ?, now()) on conflict do nothing`,
    [
      sampleTenantId,
      productionId(play),
      play.slug,
      JSON.stringify(play.title),
      JSON.stringify(play.author),
      JSON.stringify(play.description),
      play.minutes,
      play.ageLimit,
      play.symbol,
      play.hue,
      position,
    ],
  );
}

async function addShow(tx: EntityManager, play: SamplePlay, startsAt: Date): Promise<void> {
  const showId = nameUuid('show', productionId(play), startsAt.toISOString());
  const inserted = await tx.execute<unknown[]>(
    `insert into shows (tenant_id, id, production_id, code, starts_at, time_zone, kind, status, capacity, seats_left, refund_policy, published_at)
     values (?, ?, ?, ?, ?, ?, ?, 'announced', ?, ?, ?::jsonb, now()) on conflict do nothing returning id`,
    [
      sampleTenantId,
      showId,
      productionId(play),
      nameCode(8, 'show', showId),
      startsAt,
      timeZone,
      play.kind,
      play.capacity,
      play.capacity,
      JSON.stringify({ fullUntilHours: 24, thenPercent: 50 }),
    ],
  );
  if (inserted.length > 0) await addTicketTypes(tx, play, showId);
}

async function addTicketTypes(tx: EntityManager, play: SamplePlay, showId: string): Promise<void> {
  const types = [
    {
      name: { ru: 'Партер', en: 'Stalls' },
      note: { ru: 'запись 48 часов', en: 'recording for 48 hours' },
      quota: null,
      share: 1,
    },
    {
      name: { ru: 'Ложа', en: 'Box' },
      note: { ru: 'встреча с труппой после', en: 'meet the company afterwards' },
      quota: Math.round(play.capacity / 6),
      share: 16 / 9,
    },
    {
      name: { ru: 'Галёрка', en: 'Gallery' },
      note: play.openGallery
        ? { ru: 'цену называете вы', en: 'you name the price' }
        : { ru: 'для студентов', en: 'for students' },
      quota: Math.round(play.capacity / 4),
      share: 0.5,
      open: play.openGallery,
    },
  ];
  for (const [position, { open = false, ...type }] of types.entries()) {
    const typeId = nameUuid('ticket type', showId, position);
    await tx.execute(
      `insert into ticket_types (tenant_id, id, show_id, position, name, note, quota, quota_left, open_price) values (?, ?, ?, ?, ?::jsonb, ?::jsonb, ?, ?, ?)`,
      [
        sampleTenantId,
        typeId,
        showId,
        position,
        JSON.stringify(type.name),
        JSON.stringify(type.note),
        type.quota,
        type.quota,
        open,
      ],
    );
    for (const [currency, whole] of Object.entries(play.stalls))
      await tx.execute(`insert into ticket_prices (tenant_id, ticket_type_id, currency, amount) values (?, ?, ?, ?)`, [
        sampleTenantId,
        typeId,
        currency,
        Math.round(whole * type.share) * (currency === 'XTR' ? 1 : 100),
      ]);
  }
}
