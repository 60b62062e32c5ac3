/** Who holds tickets of an order, and how they are reached: in their own language, by their own clock. */

import type { Language, LocalText } from '../../domain/language.ts';
import type { Currency } from '../../domain/money.ts';
import type { Evening } from '../../domain/notices.ts';
import type { ProviderName } from '../../domain/orders.ts';
import type { RefundPolicy } from '../../domain/refund-policy.ts';
import type { ShowKind } from '../../domain/shows.ts';
import { currentEm } from '../context.ts';

export type Recipient = {
  personId: string;
  telegramId: number | null;
  email: string | null;
  name: string | null;
  language: Language;
  timeZone: string | null;
  bot: string;
};

/**
 * Reached by mail alone, a buyer reads of an order in the language that it was made in: the contact's is that of the first
 * order under the address, and no later one changes it.
 */
const language = `coalesce(p.language, case when c.telegram_id is null and c.person_id = o.person_id then o.language end, c.language)`;
const columns = `c.person_id as "personId", c.telegram_id as "telegramId", c.email, c.name, ${language} as language,
  coalesce(p.time_zone, c.time_zone) as "timeZone", coalesce(o.bot, 'platform') as bot`;
/**
 * One contact by its key, before Postgres has statistics too: without the fence (`offset 0`) it begins with all contacts of the
 * theatre, and `coalesce` counts as something that may tell, which row-level security does not let look before it.
 */
const joins = (person: string) =>
  `join lateral (select * from contacts c where c.tenant_id = o.tenant_id and c.person_id = ${person} offset 0) c on true
   left join people p on p.id = c.person_id`;
const firstOf = (one: string, other: string) => `case when ${one} is null then ${other} else ${one} end`;

/** Somebody whom an order concerns; `ticketId` is one of their tickets, for a link to it, empty when they have none. */
export type Holder = Recipient & { ticketId: string; buyer: boolean };

/**
 * Everybody who holds tickets: the buyer, and the companions who claimed theirs.
 * @param ticketIds default: every good ticket of the order
 */
export const holdersOf = (tenantId: string, orderId: string, ticketIds?: string[]): Promise<Holder[]> =>
  currentEm().execute<Holder[]>(
    `select distinct on (c.person_id) ${columns}, k.id as "ticketId", c.person_id = o.person_id as buyer from tickets k
     join orders o on o.tenant_id = k.tenant_id and o.id = k.order_id
     ${joins(firstOf('k.holder_person_id', 'k.person_id'))}
     where k.tenant_id = ? and k.order_id = ? and ${ticketIds ? `k.id in (${ticketIds.map(() => '?').join(', ') || 'null'})` : `k.state = 'valid'`}
     order by c.person_id, k.position`,
    [tenantId, orderId, ...(ticketIds ?? [])],
  );

/** @param personId default: whom messages about the order go to, its buyer or who brought it into Telegram. */
export async function recipientOf(tenantId: string, orderId: string, personId?: string): Promise<Holder | undefined> {
  const [row] = await currentEm().execute<Holder[]>(
    `select ${columns}, '' as "ticketId", c.person_id = o.person_id as buyer from orders o
     ${joins(personId ? '?' : firstOf('o.brought_by', 'o.person_id'))} where o.tenant_id = ? and o.id = ?`,
    [...(personId ? [personId] : []), tenantId, orderId],
  );
  return row;
}

/** `payer` hears of the money. */
export type Concerned = Holder & { payer: boolean };

/** Whom a change of the show concerns: who holds its tickets, and the buyer also when companions have them all; each once. */
export async function concernedBy(tenantId: string, orderId: string, ticketIds?: string[]): Promise<Concerned[]> {
  const holders = await holdersOf(tenantId, orderId, ticketIds);
  const buyer = await recipientOf(tenantId, orderId);
  const people = holders.map((holder) => ({ ...holder, payer: holder.personId === buyer?.personId }));
  return !buyer || people.some(({ payer }) => payer) ? people : [...people, { ...buyer, payer: true }];
}

export type EveningRow = Evening & {
  showId: string;
  minutes: number;
  revision: number;
  chatId: number | null;
  status: string;
  kind: ShowKind;
  policy: RefundPolicy;
  /** When this revision of the show was made. */
  changedAt: Date;
  exchanges: number;
  /** When the date was that the last exchange left. */
  exchangedFrom: Date | null;
  /** What was paid, minor units. */
  total: number;
  currency: Currency;
  provider: ProviderName;
  ticketedAt: Date | null;
  theatre: LocalText;
};

export async function eveningOf(tenantId: string, orderId: string): Promise<EveningRow> {
  const [row] = await currentEm().execute<EveningRow[]>(
    `select s.id as "showId", pr.title, s.starts_at as "startsAt", s.time_zone as "timeZone", pr.minutes, s.revision, s.status, s.kind, s.refund_policy as policy,
       coalesce(s.cancelled_at, s.moved_at, s.created_at) as "changedAt", o.total, o.currency, o.provider,
       case when s.kind = 'telegram' then s.chat_id end as "chatId", o.exchanges,
       (select f.starts_at from tickets k join shows f on f.tenant_id = k.tenant_id and f.id = k.show_id
        where k.tenant_id = o.tenant_id and k.order_id = o.id and k.round = o.exchanges - 1 limit 1) as "exchangedFrom", o.ticketed_at as "ticketedAt", g.name as theatre
     from orders o join shows s on s.tenant_id = o.tenant_id and s.id = o.show_id
     join productions pr on pr.tenant_id = s.tenant_id and pr.id = s.production_id join organisations g on g.id = o.tenant_id
     where o.tenant_id = ? and o.id = ?`,
    [tenantId, orderId],
  );
  if (!row) throw new Error(`order ${orderId} has no row`);
  return row;
}
