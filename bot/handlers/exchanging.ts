/** All tickets of an order for another date of the same production: which dates, and why not the others. */
import { whenFor } from '../../domain/dates.ts';
import { Refusal } from '../../domain/errors.ts';
import { nameUuid } from '../../domain/uuid.ts';
import { exchangeDates } from '../../queries/exchange-dates.ts';
import { showsById } from '../../queries/shows/playbill.ts';
import type { PressOf } from '../callback-data.ts';
import type { Visit } from '../context.ts';
import type { BotDeps } from '../deps.ts';
import { ownOrder } from '../holdings.ts';
import { newNonce, press } from '../keyboards.ts';
import { present, type Rows } from '../present.ts';
import { shortWhen, whenOf } from '../times.ts';

const mostDates = 10;

async function datesFor(visit: Visit, { readers }: BotDeps, orderId: string) {
  const dates = await exchangeDates(readers, visit.personId, orderId);
  if (!dates) throw new Refusal('NotFound');
  return dates;
}

export async function showExchange(visit: Visit, deps: BotDeps, orderId: string): Promise<void> {
  const { words } = visit;
  const order = await ownOrder(visit, deps, orderId);
  const { refusal, until, dates } = await datesFor(visit, deps, orderId);
  const back: Rows = [[press(words.back, { kind: 'order', orderId })]];
  const title = words.exchangeTitle(order.number);
  if (refusal) return present(visit, `${title}\n\n${visit.explain(refusal)}`, back);
  const shown = dates.slice(0, mostDates);
  const fit = shown.filter((date) => date.refusal === null);
  const own = (await showsById(deps.readers.platform(), [order.showId])).get(order.showId);
  const text = [
    title,
    ...(until ? [words.exchangeUntil(whenFor({ startsAt: new Date(until), timeZone: own?.timeZone ?? 'UTC' }, visit))] : []),
    '',
    ...shown.flatMap((date) =>
      date.refusal ? [`${shortWhen(date, visit)} — ${words.unfit[date.refusal as keyof typeof words.unfit]}`] : [],
    ),
    ...(shown.length === 0 ? [words.noOtherDates] : fit.length === 0 ? [words.noFittingDates] : []),
  ].join('\n');
  const rows = fit.map((date) => [press(shortWhen(date, visit), { kind: 'exchangeFor', orderId, code: date.code })]);
  await present(visit, text.trimEnd(), [...rows, ...back]);
}

export async function askExchange(visit: Visit, deps: BotDeps, { orderId, code }: PressOf<'exchangeFor'>): Promise<void> {
  const { words } = visit;
  const order = await ownOrder(visit, deps, orderId);
  const date = (await datesFor(visit, deps, orderId)).dates.find((candidate) => candidate.code === code);
  // A date that was taken meanwhile is named with its reason in the list.
  if (!date || date.refusal) return showExchange(visit, deps, orderId);
  const count = order.tickets.filter((ticket) => ticket.state === 'valid').length;
  await present(visit, words.confirmExchange(whenOf(date, visit), count), [
    [press(words.exchangeNow, { kind: 'exchangeNow', orderId, code, nonce: newNonce() })],
    [press(words.back, { kind: 'exchange', orderId })],
  ]);
}

export async function exchangeNow(visit: Visit, deps: BotDeps, { orderId, code, nonce }: PressOf<'exchangeNow'>): Promise<void> {
  const { words, personId } = visit;
  const order = await ownOrder(visit, deps, orderId);
  const back: Rows = [[press(words.back, { kind: 'order', orderId })]];
  const own = (await showsById(deps.readers.platform(), [order.showId])).get(order.showId);
  // Pressed twice: it is done.
  if (own?.code === code) return present(visit, words.exchanged(whenOf(own, visit)), back);
  const date = (await datesFor(visit, deps, orderId)).dates.find((candidate) => candidate.code === code);
  if (!date) throw new Refusal('ExchangeUnfit');
  const requestId = nameUuid('bot exchange', orderId, code, nonce);
  const { startsAt } = await deps.orders.exchange({ orderId, personId, requestId, showId: date.id });
  await present(visit, words.exchanged(whenOf({ startsAt, timeZone: date.timeZone }, visit)), back);
}
