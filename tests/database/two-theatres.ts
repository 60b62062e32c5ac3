/** Two theatres with a published and a hidden side, and one buyer who bought from both: a row in every table. */
import { nameUuid } from '../../domain/uuid.ts';
import type { TestDatabase } from '../support/database.ts';

export const mine = nameUuid('theatre', 'mine');
export const theirs = nameUuid('theatre', 'theirs');
/** Bought in both theatres. */
export const anna = nameUuid('person', 'anna');
/** Bought in both theatres too, and is nobody's business but their own. */
export const boris = nameUuid('person', 'boris');

/** Bought nothing: holds one ticket of Anna's in my theatre, and is a contact of theirs alone. */
export const vera = nameUuid('person', 'vera');
export const heldByVera = nameUuid('ticket', mine, 'true', anna, 'companion');

/** Rows that everybody may see, as the design says it; tables that are not named show nothing to the public. */
export const published: Record<string, string> = {
  organisations: 'published_at is not null',
  productions: 'published_at is not null',
  shows: 'published_at is not null',
  ticket_types: 'show_id in (select id from shows where published_at is not null)',
  ticket_prices:
    'ticket_type_id in (select t.id from ticket_types t join shows s on s.id = t.show_id where s.published_at is not null)',
};
/** Tables in which a person finds their own rows, by the columns that name them. */
export const personal: Record<string, string[]> = {
  ...{ orders: ['person_id'], order_lines: ['person_id'], payments: ['person_id'], refunds: ['person_id'] },
  ...{ tickets: ['person_id', 'holder_person_id'], invitations: ['person_id'], ratings: ['person_id'], screens: ['person_id'] },
  ...{ contacts: ['person_id'], members: ['person_id'], people: ['id'] },
};

type Row = Record<string, string | number | boolean | Date | null | object>;

export async function fillTwoTheatres({ sql }: Pick<TestDatabase, 'sql'>): Promise<void> {
  const insert = async (table: string, row: Row) => {
    const columns = Object.keys(row);
    await sql(
      `insert into ${table} (${columns.map((name) => `"${name}"`).join(', ')}) values (${columns.map((_, at) => `$${at + 1}`).join(', ')})`,
      Object.values(row).map((value) =>
        value !== null && typeof value === 'object' && !(value instanceof Date) ? JSON.stringify(value) : value,
      ),
    );
  };
  for (const id of [anna, boris, vera]) await insert('people', { id, language: 'ru' });
  const hidden = nameUuid('theatre', 'hidden');
  for (const [tenant, seen] of [
    [mine, true],
    [theirs, true],
    [hidden, false],
  ] as const) {
    const text = { ru: 'Театр', en: 'Theatre' };
    await insert('organisations', {
      id: tenant,
      slug: tenant,
      name: text,
      time_zone: 'Europe/Moscow',
      published_at: seen ? new Date() : null,
    });
    if (seen) for (const open of [true, false]) await fillTheatre(insert, tenant, open);
    else await insert('productions', production(tenant, true));
  }
  await insert('contacts', { tenant_id: theirs, person_id: vera, language: 'ru' });
}

const production = (tenant: string, open: boolean): Row => ({
  ...{
    tenant_id: tenant,
    id: nameUuid('production', tenant, String(open)),
    slug: `${open ? 'open' : 'draft'}-${tenant.slice(0, 8)}`,
    minutes: 90,
    age_limit: 12,
    symbol: 'gull',
    hue: 1,
  },
  ...{
    title: { ru: 'Ч', en: 'S' },
    author: { ru: 'Ч', en: 'C' },
    description: { ru: '', en: '' },
    published_at: open ? new Date() : null,
  },
});

async function fillTheatre(insert: (table: string, row: Row) => Promise<void>, tenant: string, open: boolean): Promise<void> {
  const id = (kind: string, ...more: string[]) => nameUuid(kind, tenant, String(open), ...more);
  const ours = { tenant_id: tenant };
  await insert('productions', production(tenant, open));
  await insert('shows', {
    ...ours,
    ...{
      id: id('show'),
      production_id: id('production'),
      code: open ? 'OPEN' : 'DRAFT',
      starts_at: new Date('2099-01-01'),
      time_zone: 'UTC',
    },
    ...{
      kind: 'stream',
      status: 'announced',
      capacity: 10,
      seats_left: 8,
      refund_policy: { fullUntilHours: 24, thenPercent: 50 },
    },
    published_at: open ? new Date() : null,
  });
  await insert('ticket_types', {
    ...ours,
    id: id('type'),
    show_id: id('show'),
    position: 0,
    name: { ru: 'П', en: 'S' },
    note: { ru: '', en: '' },
  });
  await insert('ticket_prices', { ...ours, ticket_type_id: id('type'), currency: 'RUB', amount: 90_000 });
  await insert('payment_accounts', {
    ...ours,
    ...{ id: id('account'), provider: open ? 'stripe' : 'yookassa', name: id('account'), settings: { shop: '1' }, secrets: 'x' },
  });
  await insert('show_changes', {
    ...ours,
    ...{ show_id: id('show'), revision: 1, kind: 'cancelled', by_person: boris, from_starts_at: new Date('2099-01-01') },
  });
  await insert('stages', {
    ...ours,
    ...{ show_id: id('show'), kind: 'stream', provider: 'embedded', channel_id: id('channel'), state: 'offline' },
    ...{ planned_end: new Date('2099-01-01'), archive: { availableDays: 7, unlockDays: null, watchHours: 48 } },
  });
  await insert('stage_events', {
    ...ours,
    ...{ id: id('stage-event'), show_id: id('show'), kind: 'refused', details: {}, at: new Date() },
  });
  for (const person_id of [anna, boris]) {
    const order_id = id('order', person_id);
    const money = { amount: 90_000, currency: 'RUB' };
    const provider = { provider: 'stripe', account: 'platform' };
    await insert('orders', {
      ...ours,
      ...{ id: order_id, person_id, show_id: id('show'), phase: 'paid', surface: 'web', ...provider, language: 'ru' },
      ...{ currency: 'RUB', total: 90_000, seats: 1 },
    });
    await insert('order_lines', { ...ours, order_id, ticket_type_id: id('type'), person_id, quantity: 1, unit_amount: 90_000 });
    await insert('seat_holds', { ...ours, order_id, show_id: id('show'), seats: 1, state: 'sold' });
    await insert('tickets', {
      ...ours,
      ...{ id: id('ticket', person_id), order_id, show_id: id('show'), ticket_type_id: id('type'), position: 1, person_id },
      ...{ number: id('number', person_id).slice(0, 8), state: 'valid' },
    });
    await insert('screens', {
      ...ours,
      ...{ id: id('screen', person_id), ticket_id: id('ticket', person_id), show_id: id('show'), order_id, person_id },
      ...{ version: 1, what: 'live' },
    });
    if (open && tenant === mine && person_id === anna)
      await insert('tickets', {
        ...ours,
        ...{ id: heldByVera, order_id, show_id: id('show'), ticket_type_id: id('type'), position: 2, person_id },
        ...{ holder_person_id: vera, number: heldByVera.slice(0, 8), state: 'valid' },
      });
    await insert('check_ins', {
      ...ours,
      ...{ id: id('scan', person_id), show_id: id('show'), ticket_id: id('ticket', person_id), device: id('device') },
      ...{ by_person: boris, result: 'admitted', scanned_at: new Date() },
    });
    await insert('invitations', {
      ...ours,
      ...{ id: id('invitation', person_id), order_id, show_id: id('show'), person_id, chat_id: -1001, state: 'open' },
    });
    await insert('ratings', { ...ours, show_id: id('show'), person_id, order_id, stars: 5 });
    await insert('audit_entries', {
      ...ours,
      ...{ id: id('entry', person_id), by_person: person_id, action: 'refund', subject: `order:${order_id}`, details: {} },
    });
    if (open) await insert('members', { ...ours, person_id, role: 'door', name: 'N' });
    await insert('payment_sessions', {
      ...ours,
      order_id,
      ...provider,
      session_id: id('session', person_id),
      ...money,
      state: 'closed',
    });
    const payment = { ...ours, id: id('payment', person_id), order_id, person_id, ...provider, payment_id: id('pi', person_id) };
    await insert('payments', { ...payment, ...money, verdict: 'accepted' });
    await insert('refunds', {
      ...ours,
      ...{ id: id('refund', person_id), key: id('key', person_id), payment_id: id('payment', person_id), order_id, person_id },
      ...{ ...money, state: 'requested', reason: 'unearned' },
    });
    await insert('ledger_entries', {
      ...ours,
      transaction: id('tx', person_id),
      account: 'sales',
      currency: 'RUB',
      amount: 0,
      order_id,
    });
    if (open) await insert('contacts', { ...ours, person_id, email: `${person_id}@example.com`, language: 'ru' });
    await insert('messages', {
      ...ours,
      id: id('message', person_id),
      key: id('mkey', person_id),
      person_id,
      order_id,
      channel: 'telegram',
      state: 'sent',
    });
    await insert('attention_items', {
      ...ours,
      id: id('attention', person_id),
      key: id('akey', person_id),
      kind: 'x',
      order_id,
      details: {},
    });
  }
}
