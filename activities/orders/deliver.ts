/** Tickets reach their buyer: as one message with their QR codes. Who bought on the web finds them on the order's page. */
import { cancellationSignal } from '@temporalio/activity';
import QRCode from 'qrcode';
import type { Language, LocalText } from '../../domain/language.ts';
import { ticketCaption } from '../../domain/ticket-caption.ts';
import type { TicketSigner } from '../../domain/ticket-token.ts';
import type { Messengers, Photo } from '../../providers/messaging/port.ts';
import { currentEm, inTransaction } from '../context.ts';
import { sendOnce } from '../messaging/send-once.ts';

export type DeliveryDeps = { messengers: Messengers; tickets: TicketSigner };
export type Delivery = 'telegram' | 'page' | 'undeliverable' | 'unknown';

type TicketRow = {
  id: string;
  number: string;
  show_id: string;
  person_id: string;
  type_name: LocalText;
  title: LocalText;
  starts_at: Date;
  time_zone: string;
  language: Language;
  bot: string | null;
  telegram_id: number | null;
};

export const createDeliveryActivities = ({ messengers, tickets }: DeliveryDeps) => ({
  async deliverTickets({ tenantId, orderId }: { tenantId: string; orderId: string }): Promise<Delivery> {
    const rows = await ticketsOf(tenantId, orderId);
    const first = rows[0];
    if (!first) throw new Error(`order ${orderId} has no tickets to deliver`);
    if (first.telegram_id === null) return 'page';

    const photos = await Promise.all(rows.map((row) => drawn(row, tickets)));
    const outcome = await sendOnce({
      ...{ tenantId, orderId, personId: first.person_id, key: `tickets:${orderId}` },
      // Paid is delivered, always: a second copy of the same ticket harms nobody.
      whenUnknown: 'again',
      send: () => messengers.get(first.bot ?? 'platform').sendPhotos(first.telegram_id!, photos, cancellationSignal()),
    });
    if (outcome !== 'sent') return outcome;
    await inTransaction((tx) =>
      tx.execute('update orders set delivered_at = coalesce(delivered_at, now()) where tenant_id = ? and id = ?', [
        tenantId,
        orderId,
      ]),
    );
    return 'telegram';
  },
});

const ticketsOf = (tenantId: string, orderId: string): Promise<TicketRow[]> =>
  currentEm().execute<TicketRow[]>(
    `select t.id, t.number, t.show_id, t.person_id, tt.name as type_name, p.title, s.starts_at, s.time_zone, o.language, o.bot, c.telegram_id
     from tickets t
     join orders o on o.tenant_id = t.tenant_id and o.id = t.order_id
     join ticket_types tt on tt.tenant_id = t.tenant_id and tt.id = t.ticket_type_id
     join shows s on s.tenant_id = t.tenant_id and s.id = t.show_id
     join productions p on p.tenant_id = s.tenant_id and p.id = s.production_id
     left join contacts c on c.tenant_id = o.tenant_id and c.person_id = o.person_id
     where t.tenant_id = ? and t.order_id = ? and t.state = 'valid' order by tt.position, t.position`,
    [tenantId, orderId],
  );

async function drawn(row: TicketRow, tickets: TicketSigner): Promise<Photo> {
  const token = tickets.sign({ ticketId: row.id, showId: row.show_id });
  const ticket = {
    title: row.title,
    startsAt: row.starts_at,
    timeZone: row.time_zone,
    typeName: row.type_name,
    number: row.number,
  };
  return {
    png: await QRCode.toBuffer(token, { width: 640, margin: 4, errorCorrectionLevel: 'M' }),
    captionHtml: ticketCaption(ticket, row.language),
  };
}
