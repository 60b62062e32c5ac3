/** The sentences of an order's story. */
import type { LocalText } from '../../domain/language.ts';
import type { ProviderName, RevokeReason, Surface } from '../../domain/orders.ts';
import type { CheckInResult } from '../../domain/tickets.ts';
import { ticketsNamed } from './telling.ts';

export const surfaceWords: Record<Surface, LocalText> = {
  bot: { ru: 'в боте', en: 'in the bot' },
  miniapp: { ru: 'в мини-приложении', en: 'in the Mini App' },
  web: { ru: 'на сайте', en: 'on the web' },
};
export const providerWords: Record<ProviderName, LocalText> = {
  stripe: { ru: 'Stripe', en: 'Stripe' },
  yookassa: { ru: 'ЮKassa', en: 'YooKassa' },
  stars: { ru: 'Telegram Stars', en: 'Telegram Stars' },
  none: { ru: 'без оплаты', en: 'no payment' },
};
export const revokeWords: Record<RevokeReason, LocalText> = {
  refunded: { ru: 'возвращён', en: 'returned' },
  exchanged: { ru: 'обменян на другую дату', en: 'exchanged for another date' },
  showCancelled: { ru: 'погашен: показ отменён', en: 'void: the show is cancelled' },
  organiser: { ru: 'погашен театром', en: 'made void by the theatre' },
};
export const checkInWords: Record<CheckInResult, LocalText> = {
  admitted: { ru: 'впустили', en: 'let in' },
  already: { ru: 'предъявлен повторно, не впустили', en: 'shown again, not let in' },
  revoked: { ru: 'предъявлен недействующим, не впустили', en: 'shown though void, not let in' },
  otherShow: { ru: 'предъявлен не на тот показ', en: 'shown at another show' },
  unknown: { ru: 'предъявлен и не найден', en: 'shown and not found' },
  forged: { ru: 'предъявлен поддельный', en: 'shown and forged' },
};
export const refundReasonWords = (reason: string): LocalText =>
  ({
    unearned: { ru: 'за эти деньги ничего не продано', en: 'the money bought nothing' },
    refunded: { ru: 'билеты возвращены', en: 'tickets returned' },
    showCancelled: { ru: 'показ отменён', en: 'the show is cancelled' },
    organiser: { ru: 'решение театра', en: "the theatre's decision" },
  })[reason] ?? { ru: reason, en: reason };
export const refundByWords = {
  buyer: { ru: 'просит покупатель', en: 'asked by the buyer' },
  member: { ru: 'просит театр', en: 'asked by the theatre' },
  house: { ru: 'автоматически', en: 'by itself' },
} as const;
export const retriedWords = (outcome: 'succeeded' | 'refused', attempt: number): LocalText =>
  outcome === 'succeeded'
    ? { ru: `Деньги вернулись с попытки ${attempt}.`, en: `The money went back at attempt ${attempt}.` }
    : { ru: `Попытка ${attempt}: снова отказ.`, en: `Attempt ${attempt}: refused again.` };
/** Why an order ended without tickets. */
export const reasonWords = (reason: string | null): LocalText =>
  ({
    soldOut: { ru: 'мест уже не было', en: 'no seats were left' },
    tooManyHeld: { ru: 'из одной сети уже ждали оплаты слишком много мест', en: 'too many unpaid seats from one network' },
    notOnSale: { ru: 'продажа закрыта', en: 'not on sale' },
    buyer: { ru: 'покупатель передумал', en: 'the buyer gave it up' },
    salesPaused: { ru: 'касса не успевала, заказ не принят', en: 'the box office could not keep up, the order was not accepted' },
    unavailable: { ru: 'платёжная система не ответила', en: 'the payment service did not answer' },
    operator: { ru: 'остановлен оператором', en: 'stopped by an operator' },
    showCancelled: { ru: 'показ отменён', en: 'the show is cancelled' },
    organiser: { ru: 'театр погасил все билеты', en: 'the theatre made every ticket void' },
  })[reason ?? ''] ?? { ru: reason ?? 'срок оплаты вышел', en: reason ?? 'the time to pay was over' };

/** What a member did by hand. @param numbers of the tickets that it was done to, where they were named. */
export const actionWords = (action: string, numbers: readonly string[]): LocalText =>
  ({
    returnTickets: { ru: 'возврат денег', en: 'money returned' },
    voidTickets: {
      ru: ticketsNamed(numbers, ['погашен билет', 'погашены билеты']),
      en: `${ticketsNamed(numbers, ['ticket', 'tickets'])} made void`,
    },
    resendTickets: { ru: 'билеты отправлены ещё раз', en: 'tickets sent again' },
  })[action] ?? { ru: action, en: action };

/** By the beginning of the send ledger's key. */
const messageKinds: Array<[start: string, LocalText]> = [
  ['tickets:', { ru: 'билеты', en: 'the tickets' }],
  ['told:', { ru: 'о возврате денег', en: 'about the money returned' }],
  ['stuck:', { ru: 'о задержке возврата', en: 'about a delayed refund' }],
  ['hold-ended:', { ru: 'о том, что время оплаты вышло', en: 'that the time to pay is over' }],
  ['invitation:', { ru: 'приглашение в зал', en: 'the way into the hall' }],
  ['reminder:', { ru: 'напоминание', en: 'a reminder' }],
  ['moved:', { ru: 'о переносе', en: 'about the new time' }],
  ['show-cancelled:', { ru: 'об отмене показа', en: 'that the show is off' }],
  ['exchanged:', { ru: 'об обмене', en: 'about the exchange' }],
  ['taken:', { ru: 'билет забрал спутник', en: 'that a companion took a ticket' }],
  ['gone:', { ru: 'билет больше не действует', en: 'that a ticket is no longer good' }],
  ['rating:', { ru: 'просьба об оценке', en: 'a request for a rating' }],
];
export const messageWords = (key: string): LocalText =>
  messageKinds.find(([start]) => key.startsWith(start))?.[1] ?? { ru: 'сообщение', en: 'a message' };
export const messageStateWords = (state: string): LocalText =>
  ({
    sent: { ru: 'отправлено', en: 'sent' },
    undeliverable: { ru: 'не доставлено: адресат недоступен', en: 'not delivered: the recipient cannot be reached' },
    unknown: { ru: 'неизвестно, дошло ли', en: 'it is not known whether it arrived' },
  })[state] ?? { ru: 'отправляется', en: 'on its way' };
