/** Tickets reach whoever holds them: as one message with their QR codes, or as a letter. */
import { cancellationSignal } from '@temporalio/activity';
import type { LocalText } from '../../domain/language.ts';
import { qrPng } from '../../domain/qr-png.ts';
import { ticketCaption } from '../../domain/ticket-caption.ts';
import type { TicketSigner } from '../../domain/ticket-token.ts';
import { nameUuid } from '../../domain/uuid.ts';
import type { Photo } from '../../providers/messaging/port.ts';
import { answeredBefore, audit } from '../audit.ts';
import { authorise } from '../authorise.ts';
import { currentEm, inTransaction } from '../context.ts';
import { type LetterDeps, ticketLetter } from '../messaging/letters.ts';
import { type NotifyDeps, notify, type Told } from '../messaging/notify.ts';
import { eveningOf, type Holder, holdersOf } from '../messaging/recipients.ts';

export type DeliveryDeps = { tickets: TicketSigner } & NotifyDeps & LetterDeps;
export type Delivery = Record<'telegram' | 'email' | 'nobody' | 'unknown', number>;
export type DeliveryRequest = {
  tenantId: string;
  orderId: string;
  /** To this person only: a companion who has just claimed a ticket, or who brought the order into Telegram. */
  personId?: string;
  /** That ticket alone. */
  ticketId?: string;
  /** An organiser's request to send them once more … */
  again?: string;
  /** … and the member who asks. Orders that were asked before this was told do not name them. */
  by?: string;
};

export type TicketRow = {
  id: string;
  number: string;
  showId: string;
  typeName: LocalText;
  title: LocalText;
  startsAt: Date;
  timeZone: string;
  round: number;
};

export const createDeliveryActivities = (deps: DeliveryDeps) => ({
  /** Each holder once, however often it runs. Who can be reached by nothing finds the tickets on the order's page. */
  async deliverTickets({ tenantId, orderId, personId, ticketId, again, by }: DeliveryRequest): Promise<Delivery> {
    if (again && by) await askedAgain({ tenantId, orderId, requestId: again, by });
    const { all, evening } = await inTransaction(async () => ({
      all: await holdersOf(tenantId, orderId),
      evening: await eveningOf(tenantId, orderId),
    }));
    const holders = all.filter((holder) => !personId || holder.personId === personId);
    // Who claims a ticket, or asks for it once more, hears nothing new about its date.
    const exchanged = evening.exchanges > 0 && !personId && !again;
    const told: Told[] = [];
    for (const to of holders) {
      const rows = (await ticketsOf(tenantId, orderId, to.personId)).filter(({ id }) => !ticketId || id === ticketId);
      if (rows.length === 0) continue; // returned meanwhile
      const pngs = rows.map((row) => codeOf(row, deps.tickets));
      const drawn = rows.map((row, index) => ({ ...row, png: pngs[index]! }));
      const photos = rows.map((row, index): Photo => ({ png: pngs[index]!, captionHtml: ticketCaption(row, to.language) }));
      told.push(
        await notify(deps, {
          ...{ tenantId, orderId, to, key: keyOf(orderId, to, rows, again) },
          // Paid is delivered, always: a second copy of the same ticket harms nobody.
          whenUnknown: 'again',
          telegram: (messenger, chatId) => messenger.sendPhotos(chatId, photos, cancellationSignal()),
          letter: () => ticketLetter(deps, { orderId, to, evening, exchanged, tickets: drawn }),
        }),
      );
    }
    if (told.some((way) => way === 'telegram' || way === 'email')) await markDelivered(tenantId, orderId);
    const count = (way: Told) => told.filter((one) => one === way).length;
    return { telegram: count('telegram'), email: count('email'), nobody: count('nobody'), unknown: count('unknown') };
  },
});

/** A member's hand: still allowed when it is asked first, and on record once. @throws BENIGN NotAllowed */
const askedAgain = ({ orderId, ...asked }: { tenantId: string; orderId: string; requestId: string; by: string }): Promise<void> =>
  inTransaction(async (tx) => {
    const entry = { ...asked, action: 'resendTickets', subject: `order:${orderId}` };
    if (await answeredBefore(tx, entry)) return;
    await authorise(tx, asked, 'manageOrders');
    await audit(tx, entry, { tickets: 'all' });
  });

/**
 * The first delivery to a buyer keeps the name that it had before there were companions. Theirs is of the very tickets: one
 * that was claimed after another, or in place of one that was returned, is news.
 */
function keyOf(orderId: string, to: Holder, rows: TicketRow[], again: string | undefined): string {
  const round = Math.max(...rows.map((row) => row.round));
  const [only, ...more] = rows.map(({ id }) => id);
  const which = more.length > 0 ? nameUuid('tickets', only!, ...more) : only;
  const who = to.buyer ? '' : `:${to.personId}:${which}`;
  return `tickets:${orderId}${round > 0 ? `:${round}` : ''}${who}${again ? `:again:${again}` : ''}`;
}

const ticketsOf = (tenantId: string, orderId: string, personId: string): Promise<TicketRow[]> =>
  currentEm().execute<TicketRow[]>(
    `select t.id, t.number, t.show_id as "showId", t.round, tt.name as "typeName", p.title, s.starts_at as "startsAt", s.time_zone as "timeZone"
     from tickets t join ticket_types tt on tt.tenant_id = t.tenant_id and tt.id = t.ticket_type_id
     join shows s on s.tenant_id = t.tenant_id and s.id = t.show_id
     join productions p on p.tenant_id = s.tenant_id and p.id = s.production_id
     where t.tenant_id = ? and t.order_id = ? and coalesce(t.holder_person_id, t.person_id) = ? and t.state = 'valid'
     order by tt.position, t.position`,
    [tenantId, orderId, personId],
  );

const codeOf = (row: TicketRow, tickets: TicketSigner): Buffer => qrPng(tickets.sign({ ticketId: row.id, showId: row.showId }));

const markDelivered = (tenantId: string, orderId: string): Promise<unknown> =>
  inTransaction((tx) =>
    tx.execute('update orders set delivered_at = coalesce(delivered_at, now()) where tenant_id = ? and id = ?', [
      tenantId,
      orderId,
    ]),
  );
