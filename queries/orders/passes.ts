/** Single tickets as whoever holds them sees them: the buyer, or the companion who claimed one. */
import QRCode from 'qrcode';
import type { LocalText } from '../../domain/language.ts';
import type { RevokeReason } from '../../domain/orders.ts';
import type { TicketSigner } from '../../domain/ticket-token.ts';
import type { Readers } from '../readers.ts';

export type PassView = {
  id: string;
  number: string;
  orderId: string;
  showId: string;
  typeName: LocalText;
  state: 'valid' | 'revoked';
  revokeReason: RevokeReason | null;
  usedAt: string | null;
  token: string;
  qr: string;
  joinable: boolean;
  /** Taken over from its buyer. */
  claimed: boolean;
};

type Row = Omit<PassView, 'typeName' | 'usedAt' | 'token' | 'qr' | 'joinable'> & { typeId: string; usedAt: Date | null };

const select = `select k.id, k.number, k.order_id as "orderId", k.show_id as "showId", k.ticket_type_id as "typeId", k.state, k.holder_person_id is not null as claimed, k.revoke_reason as "revokeReason", k.used_at as "usedAt" from tickets k`;
/** Row-level security shows a buyer their companions' tickets too; only the holder shows one at the door. */
const mine = 'coalesce(k.holder_person_id, k.person_id) = ?';

export async function findPass(
  readers: Readers,
  personId: string,
  ticketId: string,
  tickets: TicketSigner,
): Promise<PassView | undefined> {
  const rows = await readers.person(personId).execute<Row[]>(`${select} where k.id = ? and ${mine}`, [ticketId, personId]);
  return (await passes(readers, rows, tickets))[0];
}

/** Tickets that the person may show at a door, newest first; used ones too. */
export async function passesOf(readers: Readers, personId: string, tickets: TicketSigner, limit = 50): Promise<PassView[]> {
  const rows = await readers
    .person(personId)
    .execute<Row[]>(`${select} where ${mine} and k.state = 'valid' order by k.issued_at desc, k.position limit ${limit}`, [
      personId,
    ]);
  return passes(readers, rows, tickets);
}

async function passes(readers: Readers, rows: Row[], tickets: TicketSigner): Promise<PassView[]> {
  if (rows.length === 0) return [];
  const ids = [...new Set(rows.map(({ typeId }) => typeId))];
  const types = await readers.platform().execute<Array<{ id: string; name: LocalText; joinable: boolean }>>(
    `select t.id, t.name, s.kind = 'telegram' and s.chat_id is not null and s.status not in ('cancelled', 'archived') as joinable
       from ticket_types t join shows s on s.tenant_id = t.tenant_id and s.id = t.show_id where t.id in (${ids.map(() => '?').join(', ')})`,
    ids,
  );
  const byId = new Map(types.map((type) => [type.id, type]));
  return Promise.all(
    rows.map(async ({ typeId, usedAt, ...row }) => {
      const token = tickets.sign({ ticketId: row.id, showId: row.showId });
      const type = byId.get(typeId);
      return {
        ...row,
        typeName: type?.name ?? { ru: '', en: '' },
        usedAt: usedAt?.toISOString() ?? null,
        token,
        qr: await QRCode.toString(token, { type: 'svg', margin: 2, errorCorrectionLevel: 'M' }),
        joinable: row.state === 'valid' && (type?.joinable ?? false),
      };
    }),
  );
}

export type ClaimState = {
  orderId: string;
  showId: string;
  number: string;
  typeName: LocalText;
  state: 'valid' | 'revoked';
  holder: string | null;
  personId: string;
  orderPhase: string;
};

/** For whoever came by a claim link: read as the platform, nothing of the buyer is shown. */
export async function claimState(readers: Readers, ticketId: string): Promise<ClaimState | undefined> {
  const [row] = await readers.platform().execute<ClaimState[]>(
    `select k.order_id as "orderId", k.show_id as "showId", k.number, t.name as "typeName", k.state, k.holder_person_id as holder,
       k.person_id as "personId", o.phase as "orderPhase"
     from tickets k join orders o on o.tenant_id = k.tenant_id and o.id = k.order_id
     join ticket_types t on t.tenant_id = k.tenant_id and t.id = k.ticket_type_id where k.id = ? limit 1`,
    [ticketId],
  );
  return row;
}

/** Orders of people who may be let into a chat: whose person holds a good ticket for a show played there. */
export async function orderForChat(readers: Readers, personId: string, chatId: number): Promise<string | undefined> {
  const [row] = await readers.platform().execute<Array<{ order_id: string }>>(
    `select k.order_id from tickets k join shows s on s.tenant_id = k.tenant_id and s.id = k.show_id
     where s.chat_id = ? and coalesce(k.holder_person_id, k.person_id) = ? and k.state = 'valid' and s.status not in ('cancelled', 'archived')
       and s.starts_at > now() - interval '1 day' order by s.starts_at limit 1`,
    [chatId, personId],
  );
  return row?.order_id;
}
