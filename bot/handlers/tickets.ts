/** A person's tickets, whenever they ask: the same QR codes that were delivered. */
import QRCode from 'qrcode';
import { formatShortTime } from '../../domain/dates.ts';
import { ticketCaption } from '../../domain/ticket-caption.ts';
import { findOrder, ordersOf } from '../../queries/orders/orders.ts';
import { showsById } from '../../queries/shows/playbill.ts';
import type { Visit } from '../context.ts';
import type { BotDeps } from '../deps.ts';
import { press } from '../keyboards.ts';

export async function listTickets(visit: Visit, { readers, tickets }: BotDeps): Promise<void> {
  const { language, words } = visit;
  const orders = (await ordersOf(readers, visit.personId, tickets, 20)).filter((order) =>
    order.tickets.some((ticket) => ticket.state === 'valid'),
  );
  if (orders.length === 0) return void (await visit.reply(words.noTickets));
  const shows = await showsById(readers.platform(), [...new Set(orders.map((order) => order.showId))]);
  const rows = orders.flatMap((order) => {
    const show = shows.get(order.showId);
    if (!show) return [];
    const when = formatShortTime(new Date(show.startsAt), show.timeZone, language);
    return [
      [
        press(`${show.production.title[language]} · ${when} · ${words.ticketsOf(order.tickets.length)}`, {
          kind: 'tickets',
          orderId: order.orderId,
        }),
      ],
    ];
  });
  await visit.reply(words.ticketsTitle, { parse_mode: 'HTML', reply_markup: { inline_keyboard: rows } });
}

export async function sendTickets(visit: Visit, { readers, tickets }: BotDeps, orderId: string): Promise<void> {
  const { language } = visit;
  const order = await findOrder(readers, visit.personId, orderId, tickets);
  const valid = order?.tickets.filter((ticket) => ticket.state === 'valid') ?? [];
  if (!order || valid.length === 0) return void (await visit.reply(visit.words.noTickets));
  const show = (await showsById(readers.platform(), [order.showId])).get(order.showId);
  if (!show) return void (await visit.reply(visit.words.gone));
  const played = { title: show.production.title, startsAt: new Date(show.startsAt), timeZone: show.timeZone };
  const photos = await Promise.all(
    valid.map(async (ticket) => ({
      type: 'photo' as const,
      media: { source: await QRCode.toBuffer(ticket.token, { width: 640, margin: 4, errorCorrectionLevel: 'M' }) },
      caption: ticketCaption({ ...played, ...ticket }, language),
      parse_mode: 'HTML' as const,
    })),
  );
  const [first, ...more] = photos;
  if (more.length > 0) await visit.replyWithMediaGroup(photos, { protect_content: true });
  else if (first) await visit.replyWithPhoto(first.media, { caption: first.caption, parse_mode: 'HTML', protect_content: true });
}
