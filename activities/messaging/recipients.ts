/** Who holds tickets of an order, and how they are reached: in their own language, by their own clock. */
import type { Language, LocalText } from '../../domain/language.ts';
import type { Evening } from '../../domain/notices.ts';
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

const columns = `c.person_id as "personId", c.telegram_id as "telegramId", c.email, c.name, coalesce(p.language, c.language) as language,
  coalesce(p.time_zone, c.time_zone) as "timeZone", coalesce(o.bot, 'platform') as bot`;
const joins = `join contacts c on c.tenant_id = o.tenant_id and c.person_id = %person left join people p on p.id = c.person_id`;

/** Everybody who holds a good ticket: the buyer, and the companions who claimed theirs. */
export const holdersOf = (tenantId: string, orderId: string): Promise<Recipient[]> =>
  currentEm().execute<Recipient[]>(
    `select distinct on (c.person_id) ${columns} from tickets k
     join orders o on o.tenant_id = k.tenant_id and o.id = k.order_id
     ${joins.replace('%person', 'coalesce(k.holder_person_id, k.person_id)')}
     where k.tenant_id = ? and k.order_id = ? and k.state = 'valid'`,
    [tenantId, orderId],
  );

/** @param personId default: the buyer. */
export async function recipientOf(tenantId: string, orderId: string, personId?: string): Promise<Recipient | undefined> {
  const [row] = await currentEm().execute<Recipient[]>(
    `select ${columns} from orders o ${joins.replace('%person', 'coalesce(?::uuid, o.person_id)')} where o.tenant_id = ? and o.id = ?`,
    [personId ?? null, tenantId, orderId],
  );
  return row;
}

export type EveningRow = Evening & {
  showId: string;
  minutes: number;
  revision: number;
  chatId: number | null;
  status: string;
  buyer: string;
  theatre: LocalText;
};

export async function eveningOf(tenantId: string, orderId: string): Promise<EveningRow> {
  const [row] = await currentEm().execute<EveningRow[]>(
    `select s.id as "showId", pr.title, s.starts_at as "startsAt", s.time_zone as "timeZone", pr.minutes, s.revision, s.status,
       case when s.kind = 'telegram' then s.chat_id end as "chatId", o.person_id as buyer, g.name as theatre
     from orders o join shows s on s.tenant_id = o.tenant_id and s.id = o.show_id
     join productions pr on pr.tenant_id = s.tenant_id and pr.id = s.production_id join organisations g on g.id = o.tenant_id
     where o.tenant_id = ? and o.id = ?`,
    [tenantId, orderId],
  );
  if (!row) throw new Error(`order ${orderId} has no row`);
  return row;
}
