/** A return of tickets: which, what comes back and what is kept, and only then the press that does it. */
import { whenFor } from '../../domain/dates.ts';
import { Refusal } from '../../domain/errors.ts';
import { formatMoney } from '../../domain/money.ts';
import { nameCode, nameUuid } from '../../domain/uuid.ts';
import type { OrderRowView } from '../../queries/orders/orders.ts';
import { type RefundQuoteView, refundQuote } from '../../queries/orders/refunds.ts';
import { showsById } from '../../queries/shows/playbill.ts';
import type { PressOf } from '../callback-data.ts';
import type { Visit } from '../context.ts';
import type { BotDeps } from '../deps.ts';
import { ownOrder } from '../holdings.ts';
import { newNonce, press } from '../keyboards.ts';
import { present, type Rows } from '../present.ts';
import { allOf } from './tickets.ts';

export async function askReturn(
  visit: Visit,
  deps: BotDeps,
  { orderId, chosen }: PressOf<'refund'>,
  changed = false,
): Promise<void> {
  const { words, language } = visit;
  const order = await ownOrder(visit, deps, orderId);
  const all = allOf(order);
  const whole = await quoted(visit, deps, order, all);
  const back: Rows = [[press(words.back, { kind: 'order', orderId })]];
  const title = [words.returnTitle(order.number), ...(changed ? [words.quoteChanged] : [])];
  // What cannot come back by single tickets may still come back whole.
  const bits = whole.wholeOnly ? all : chosen & all;
  const quote = bits === all ? whole : bits === 0 ? undefined : await quoted(visit, deps, order, bits);
  if (quote?.refusal) return present(visit, [...title, '', visit.explain(quote.refusal)].join('\n'), back);

  const toggles: Rows = whole.wholeOnly
    ? []
    : order.tickets.flatMap(({ number, typeName, holder }, index) => {
        const bit = 1 << index;
        if (!(all & bit)) return [];
        const mark = bits & bit ? '☑' : '☐';
        const whose = holder === 'companion' ? ` · ${words.ticketStates.companion}` : '';
        return [
          [
            press(`${mark} ${words.numbered(number)} · ${typeName[language]}${whose}`, {
              kind: 'refund',
              orderId,
              chosen: bits ^ bit,
            }),
          ],
        ];
      });
  const away = order.tickets.flatMap(({ number, holder }, index) =>
    bits & (1 << index) && holder === 'companion' ? [words.numbered(number)] : [],
  );
  const lines = quote
    ? [...(await termsOf(quote, order, visit, deps)), ...(away.length > 0 ? [words.companionsToo(away)] : [])]
    : [words.nothingChosen];
  const text = [...title, whole.wholeOnly ? words.starsWhole : words.chooseReturn, '', ...lines].join('\n');
  const confirm: Rows = quote
    ? [
        [
          press(words.confirmReturn(formatMoney(quote.back, language)), {
            ...{ kind: 'refundNow', orderId, chosen: bits, promise: promiseOf(quote), nonce: newNonce() },
          }),
        ],
      ]
    : [];
  await present(visit, text, [...toggles, ...confirm, ...back]);
}

/** Done only as it was shown: other tickets or another sum are asked about anew. */
export async function returnNow(visit: Visit, deps: BotDeps, asked: PressOf<'refundNow'>): Promise<void> {
  const { orderId, chosen, promise, nonce } = asked;
  const { words, language, personId } = visit;
  const order = await ownOrder(visit, deps, orderId);
  const back: Rows = [[press(words.back, { kind: 'order', orderId })]];
  const pressedBefore = order.tickets.some((ticket, index) => chosen & (1 << index) && ticket.revokeReason === 'refunded');
  if (pressedBefore) return present(visit, words.alreadyReturned, back);
  const bits = chosen & allOf(order);
  const quote = bits === 0 ? undefined : await quoted(visit, deps, order, bits);
  if (!quote || quote.refusal || promiseOf(quote) !== promise)
    return askReturn(visit, deps, { kind: 'refund', orderId, chosen }, true);
  const done = await deps.orders.refund({
    ...{ orderId, personId, whole: false, byMember: false },
    // The same button is the same request, however often it is pressed.
    requestId: nameUuid('bot return', orderId, chosen, promise, nonce),
    ticketIds: quote.tickets.map(({ ticketId }) => ticketId),
  });
  const sum = formatMoney(done.back, language);
  const kept = done.kept.amount > 0 ? formatMoney(done.kept, language) : undefined;
  const count = done.ticketIds.length;
  await present(visit, done.back.currency === 'XTR' ? words.returnedStars(sum, count) : words.returned(sum, kept, count), back);
}

async function quoted({ personId }: Visit, { readers }: BotDeps, order: OrderRowView, bits: number): Promise<RefundQuoteView> {
  const ids = order.tickets.flatMap(({ id }, index) => (bits & (1 << index) ? [id] : []));
  const quote = await refundQuote(readers, personId, order.orderId, ids.length > 0 ? ids : null);
  if (!quote) throw new Refusal('NotFound');
  return quote;
}

const promiseOf = ({ tickets, back, kept }: RefundQuoteView): string =>
  nameCode(6, 'promise', ...tickets.map(({ ticketId }) => ticketId), back.amount, kept.amount);

async function termsOf(
  { back, kept, until }: RefundQuoteView,
  { showId }: OrderRowView,
  { words, language, timeZone }: Visit,
  { readers }: BotDeps,
): Promise<string[]> {
  const show = (await showsById(readers.platform(), [showId])).get(showId);
  const theatres = show?.timeZone ?? 'UTC';
  return [
    words.comesBack(formatMoney(back, language)),
    ...(kept.amount > 0 ? [words.isKept(formatMoney(kept, language))] : []),
    ...(until ? [words.quoteUntil(whenFor({ startsAt: new Date(until), timeZone: theatres }, { language, timeZone }))] : []),
  ];
}
