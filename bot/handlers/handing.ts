/** A ticket goes from hand to hand by a link that works once; a guest's order comes here from the web. */
import { claimUrl, handingPayload } from '../../domain/claim-link.ts';
import { Refusal } from '../../domain/errors.ts';
import { escapeHtml } from '../../domain/html.ts';
import { claimState, findPass } from '../../queries/orders/passes.ts';
import { showsById } from '../../queries/shows/playbill.ts';
import type { PressOf } from '../callback-data.ts';
import type { Visit } from '../context.ts';
import type { BotDeps } from '../deps.ts';
import { holdingsOf } from '../holdings.ts';
import { press } from '../keyboards.ts';
import { present, say } from '../present.ts';
import { whenOf } from '../times.ts';
import { sendCard, sendCodes, sendTickets } from './tickets.ts';

/** The link for a companion, ready to be sent on: in place of the order's card, so that a second press is no second message. */
export async function handOver(visit: Visit, { readers, claimLinks, publicUrl }: BotDeps, ticketId: string): Promise<void> {
  const { words, personId } = visit;
  const ticket = await claimState(readers, ticketId);
  if (ticket?.personId !== personId) throw new Refusal('NotFound');
  if (ticket.state !== 'valid') throw new Refusal('TicketNotValid');
  const back = [press(words.back, { kind: 'order', orderId: ticket.orderId })];
  if (ticket.holder !== null) return present(visit, words.alreadyHandedOver, [back]);
  const key = claimLinks.sign('claim', ticketId);
  const link = `https://t.me/${visit.me}?start=${handingPayload('claim', ticketId, key)}`;
  const share = new URL('https://t.me/share/url');
  share.search = new URLSearchParams({ url: link, text: words.shareText }).toString();
  const text = `${words.handOverLink(ticket.number, escapeHtml(link))}\n\n${words.withoutTelegram(escapeHtml(claimUrl(publicUrl, ticketId, key)))}`;
  await present(visit, text, [[{ text: words.share, url: share.href }], back]);
}

/** @throws Refusal ClaimRefused */
async function offered({ readers, claimLinks }: BotDeps, ticketId: string, key: string) {
  const ticket = claimLinks.verify('claim', ticketId, key) ? await claimState(readers, ticketId) : undefined;
  if (!ticket) throw new Refusal('ClaimRefused');
  return ticket;
}

/** `/start claim_…`: what it is, and the button that takes it. */
export async function offerTicket(visit: Visit, deps: BotDeps, ticketId: string, key: string): Promise<void> {
  const { words, language, personId } = visit;
  const ticket = await offered(deps, ticketId, key);
  if (ticket.state !== 'valid') return void (await visit.reply(words.ticketGone));
  if (ticket.holder === personId) {
    await visit.reply(words.alreadyTaken);
    return showTaken(visit, deps, ticketId);
  }
  if (ticket.holder !== null) throw new Refusal('ClaimTaken');
  if (ticket.personId === personId) return void (await visit.reply(words.ownTicket));
  const show = (await showsById(deps.readers.platform(), [ticket.showId])).get(ticket.showId);
  if (!show) throw new Refusal('ClaimRefused');
  const text = [
    words.claimOffer(escapeHtml(show.production.title[language]), ticket.number),
    whenOf(show, visit),
    escapeHtml(ticket.typeName[language]),
  ].join('\n');
  await say(visit, text, [[press(words.take, { kind: 'claim', ticketId, key })]]);
}

export async function claim(visit: Visit, deps: BotDeps, { ticketId, key }: PressOf<'claim'>): Promise<void> {
  const { words, language, personId, contact } = visit;
  const { orderId, personId: buyer, holder } = await offered(deps, ticketId, key);
  if (buyer === personId && holder === null) return void (await visit.reply(words.ownTicket));
  await deps.orders.claim({ orderId, ticketId, personId, contact, language, bot: deps.name });
  // The order's process sends the ticket, and goes on trying; a picture from here would be a second one.
  await present(visit, words.taken);
}

async function showTaken(visit: Visit, { readers, tickets }: BotDeps, ticketId: string): Promise<void> {
  const pass = await findPass(readers, visit.personId, ticketId, tickets);
  const show = pass && (await showsById(readers.platform(), [pass.showId])).get(pass.showId);
  if (!pass || !show) throw new Refusal('ClaimRefused');
  await sendCodes(visit, show, [pass]);
}

/** `/start bring_…`: a guest bought on the web; from now on the order is at home here too. */
export async function bring(visit: Visit, deps: BotDeps, orderId: string, key: string): Promise<void> {
  const { words, language, personId, contact } = visit;
  if (!deps.claimLinks.verify('order', orderId, key)) throw new Refusal('ClaimRefused');
  const here = async () => (await holdingsOf(visit, deps)).some((holding) => holding.orderId === orderId);
  const before = await here();
  await deps.orders.bring({ orderId, personId, contact, language, bot: deps.name });
  // Whoever has it already asks to see it; else the order's process sends the tickets, once.
  if (before) return sendTickets(visit, deps, orderId);
  await visit.reply(words.brought);
  // One that still waits for its money has no tickets yet; they will come by themselves.
  if (await here()) await sendCard(visit, deps, orderId);
}
