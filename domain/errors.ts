/** The one list of what can go wrong for a person, with the words for it. `api/errors.ts` alone knows status codes. */
import type { Language } from './language.ts';

type Words = { message: string; how: string };

export const errors = {
  InvalidRequest: {
    ru: { message: 'Запрос составлен неверно.', how: 'Поправьте поля, названные в issues, и повторите.' },
    en: { message: 'The request is not well formed.', how: 'Correct the fields named in issues and try again.' },
  },
  NotFound: {
    ru: { message: 'Такого здесь нет.', how: 'Проверьте адрес или вернитесь к афише.' },
    en: { message: 'There is nothing here.', how: 'Check the address or go back to the playbill.' },
  },
  SignInRequired: {
    ru: { message: 'Нужно войти.', how: 'Откройте страницу из бота или войдите заново.' },
    en: { message: 'Please sign in.', how: 'Open the page from the bot or sign in again.' },
  },
  SignInRefused: {
    ru: { message: 'Telegram не подтвердил вход.', how: 'Закройте страницу и откройте её из бота ещё раз.' },
    en: { message: 'Telegram did not confirm the sign-in.', how: 'Close the page and open it from the bot again.' },
  },
  SignInWaiting: {
    ru: { message: 'Вход ещё не подтверждён.', how: 'Откройте чат с ботом и ответьте на его вопрос.' },
    en: { message: 'The sign-in is not confirmed yet.', how: 'Open the chat with the bot and answer its question.' },
  },
  SignInTaken: {
    ru: { message: 'Этот вход уже использован.', how: 'Если вы не вошли, начните вход заново.' },
    en: { message: 'This sign-in has been used already.', how: 'If you are not signed in, begin again.' },
  },
  SignInDeclined: {
    ru: {
      message: 'В Telegram ответили, что это не вы.',
      how: 'Если вошли не вы, ничего не делайте. Если вы — начните вход заново.',
    },
    en: {
      message: 'The answer in Telegram was that it is not you.',
      how: 'If it was not you, do nothing. If it was, begin again.',
    },
  },
  SignInExpired: {
    ru: { message: 'Время на вход вышло.', how: 'Начните вход заново.' },
    en: { message: 'The time to sign in is over.', how: 'Begin again.' },
  },
  NotAllowed: {
    ru: { message: 'Ваша роль этого не разрешает.', how: 'Попросите того, кто управляет участниками вашей организации.' },
    en: { message: 'Your role does not allow this.', how: 'Ask whoever manages the members of your organisation.' },
  },
  LastOwner: {
    ru: { message: 'Это единственный владелец.', how: 'Сначала назначьте владельцем кого-то ещё.' },
    en: { message: 'This is the only owner.', how: 'Make somebody else an owner first.' },
  },
  EmailRequired: {
    ru: { message: 'Нужен адрес почты.', how: 'Укажите e-mail: на него придут билет и чек.' },
    en: { message: 'An e-mail address is needed.', how: 'Give an e-mail: the ticket and the receipt go to it.' },
  },
  OrderNotYours: {
    ru: { message: 'Этот номер заказа занят другим человеком.', how: 'Начните новый заказ. Деньги не списаны.' },
    en: { message: 'This order id belongs to somebody else.', how: 'Begin a new order. No money was taken.' },
  },
  OrderDiffers: {
    ru: { message: 'Заказ с этим номером уже есть, и в нём другое.', how: 'Откройте его или начните новый. Деньги не списаны.' },
    en: {
      message: 'An order with this id exists and holds something else.',
      how: 'Open it or begin a new one. No money was taken.',
    },
  },
  OrderClosed: {
    ru: { message: 'Этот заказ уже закрыт.', how: 'Начните новый заказ. Деньги не списаны.' },
    en: { message: 'This order is already closed.', how: 'Begin a new order. No money was taken.' },
  },
  RefundUnderWay: {
    ru: {
      message: 'Возврат как раз повторяется: платёжная система ещё не ответила.',
      how: 'Дождитесь её ответа. Если вернуть деньги сейчас ещё и вручную, они уйдут дважды.',
    },
    en: {
      message: 'The refund is being tried again: the provider has not answered yet.',
      how: 'Wait for its answer. Returning the money by hand now as well would send it twice.',
    },
  },
  OrderOver: {
    ru: {
      message: 'Этот заказ уже завершён.',
      how: 'Что с ним стало, видно на его странице, а в боте — по команде /tickets.',
    },
    en: {
      message: 'This order is over.',
      how: 'Its page says what became of it, or /tickets in the bot.',
    },
  },
  NotAwaitingPayment: {
    ru: { message: 'Заказ уже не ждёт оплаты.', how: 'Что с ним, видно на его странице, а в боте — по команде /tickets.' },
    en: { message: 'The order no longer waits for payment.', how: 'Its page says where it stands, or /tickets in the bot.' },
  },
  SoldOut: {
    ru: { message: 'Столько мест уже нет.', how: 'Возьмите меньше билетов или другую дату. Деньги не списаны.' },
    en: { message: 'There are not that many seats left.', how: 'Take fewer tickets or another date. No money was taken.' },
  },
  TooManyHeld: {
    ru: {
      message: 'Из вашей сети уже ждут оплаты столько мест, сколько можно держать без Telegram.',
      how: 'Оплатите начатый заказ или откажитесь от него — либо купите в Telegram. Деньги не списаны.',
    },
    en: {
      message: 'As many unpaid seats are held from your network as can be without Telegram.',
      how: 'Pay for the order you began or give it up, or buy in Telegram. No money was taken.',
    },
  },
  NotOnSale: {
    ru: { message: 'Продажа на этот показ закрыта.', how: 'Выберите другую дату. Деньги не списаны.' },
    en: { message: 'This date is not on sale.', how: 'Choose another date. No money was taken.' },
  },
  NoSuchTicketType: {
    ru: { message: 'Такого билета на этот показ нет.', how: 'Обновите страницу и выберите билет заново. Деньги не списаны.' },
    en: { message: 'This date has no such ticket.', how: 'Reload the page and choose again. No money was taken.' },
  },
  NoPriceInCurrency: {
    ru: { message: 'В этой валюте билет не продаётся.', how: 'Выберите другой способ оплаты. Деньги не списаны.' },
    en: { message: 'The ticket is not sold in this currency.', how: 'Choose another way to pay. No money was taken.' },
  },
  ProviderNotOffered: {
    ru: { message: 'Так здесь заплатить нельзя.', how: 'Выберите один из предложенных способов. Деньги не списаны.' },
    en: { message: 'This way to pay is not offered here.', how: 'Choose one of those offered. No money was taken.' },
  },
  PaymentUnavailable: {
    ru: {
      message: 'Платёжная система не ответила.',
      how: 'Места освобождены, деньги не списаны. Попробуйте ещё раз чуть позже.',
    },
    en: {
      message: 'The payment service did not answer.',
      how: 'The seats are free again, no money was taken. Try again a little later.',
    },
  },
  SalesPaused: {
    ru: {
      message: 'Касса сейчас не успевает принимать заказы.',
      how: 'Заказ не принят, деньги не списаны. Нажмите ещё раз через несколько секунд.',
    },
    en: {
      message: 'The box office cannot keep up just now.',
      how: 'The order was not accepted and no money was taken. Press again in a few seconds.',
    },
  },
  PriceTooLow: {
    ru: { message: 'Это меньше наименьшей цены билета.', how: 'Назовите сумму не меньше указанной. Деньги не списаны.' },
    en: { message: 'That is less than the least price of the ticket.', how: 'Name at least the sum shown. No money was taken.' },
  },
  NotPaid: {
    ru: { message: 'В этом заказе нет действующих билетов.', how: 'Посмотрите на его странице, что с ним стало.' },
    en: { message: 'This order has no valid tickets.', how: 'Its page says what became of it.' },
  },
  NoSuchTicket: {
    ru: { message: 'Такого билета в этом заказе нет.', how: 'Обновите страницу и выберите билет заново.' },
    en: { message: 'This order has no such ticket.', how: 'Reload the page and choose again.' },
  },
  TicketNotValid: {
    ru: { message: 'Этот билет уже не действует.', how: 'Обновите страницу: на ней видно, что с ним стало.' },
    en: { message: 'This ticket is no longer good.', how: 'Reload the page: it says what became of it.' },
  },
  TicketUsed: {
    ru: {
      message: 'По этому билету уже прошли.',
      how: 'Использованный билет нельзя вернуть, обменять, передать или аннулировать.',
    },
    en: {
      message: 'This ticket has been used at the door.',
      how: 'A used ticket cannot be returned, exchanged, handed on or made void.',
    },
  },
  RefundClosed: {
    ru: { message: 'По правилам этого показа билет уже не возвращается.', how: 'Напишите театру: он может вернуть деньги сам.' },
    en: {
      message: 'Under the rules of this show the ticket can no longer be returned.',
      how: 'Write to the theatre: it can return the money itself.',
    },
  },
  RefundWholeOnly: {
    ru: { message: 'Звёзды возвращаются только за весь заказ.', how: 'Верните все билеты заказа сразу.' },
    en: { message: 'Stars can only be returned for the whole order.', how: 'Return all tickets of the order at once.' },
  },
  NothingToReturn: {
    ru: { message: 'За эти билеты не платили.', how: 'Если они не нужны, просто не приходите: они подарены.' },
    en: { message: 'Nothing was paid for these tickets.', how: 'They were a gift; there is no money to return.' },
  },
  ExchangeClosed: {
    ru: { message: 'Обменять билеты уже нельзя.', how: 'Обмен открыт, пока до начала больше часа и никто не прошёл по билету.' },
    en: {
      message: 'The tickets can no longer be exchanged.',
      how: 'Exchange is open until an hour before the start, for unused tickets.',
    },
  },
  ExchangeUnfit: {
    ru: {
      message: 'На эту дату обменять нельзя.',
      how: 'Подойдёт другая дата того же спектакля с такими же билетами по той же цене.',
    },
    en: {
      message: 'This date cannot be had in exchange.',
      how: 'Choose another date of the same production with the same tickets at the same price.',
    },
  },
  ClaimRefused: {
    ru: { message: 'Эта ссылка на билет не действует.', how: 'Попросите новую у того, кто покупал билеты.' },
    en: { message: 'This ticket link does not work.', how: 'Ask whoever bought the tickets for a new one.' },
  },
  ClaimTaken: {
    ru: {
      message: 'Этот билет уже забрал другой человек.',
      how: 'Ссылка одноразовая. Если это были вы, билет в вашем письме или в Telegram; если нет — попросите у покупателя другую.',
    },
    en: {
      message: 'Somebody else has taken this ticket already.',
      how: 'The link works once. If it was you, the ticket is in your e-mail or in Telegram; if not, ask the buyer for another.',
    },
  },
  RatingClosed: {
    ru: { message: 'Оценить показ сейчас нельзя.', how: 'Оценка открыта после начала и ещё две недели.' },
    en: { message: 'The show cannot be rated now.', how: 'Rating is open from the start and for two weeks after.' },
  },
  NoInvitation: {
    ru: { message: 'В зал этого показа сейчас не войти.', how: 'Нужен действующий билет и Telegram. Посмотрите /tickets.' },
    en: { message: 'There is no way into this show now.', how: 'A valid ticket and Telegram are needed. See /tickets.' },
  },
  ShowNotOpen: {
    ru: { message: 'С этим показом так уже не поступить.', how: 'Обновите страницу: показ отменён, прошёл или уже изменён.' },
    en: {
      message: 'This can no longer be done with this show.',
      how: 'Reload the page: it is cancelled, over or changed already.',
    },
  },
  ShowIncomplete: {
    ru: { message: 'Этому показу ещё чего-то не хватает.', how: 'Нужен билет с ценой, а показу в Telegram — его закрытый чат.' },
    en: {
      message: 'This show still lacks something.',
      how: 'It needs a ticket with a price; played in Telegram, it needs its closed chat.',
    },
  },
  TimePassed: {
    ru: { message: 'Это время уже прошло.', how: 'Назначьте время в будущем.' },
    en: { message: 'That time has passed.', how: 'Choose a time ahead.' },
  },
  CapacityTooSmall: {
    ru: { message: 'Продано больше мест, чем столько.', how: 'Вместимость не может быть меньше проданного и удержанного.' },
    en: { message: 'More seats than that are taken.', how: 'Capacity cannot go below what is sold and held.' },
  },
  ScanReused: {
    ru: {
      message: 'Этот номер сканирования уже занят другим билетом.',
      how: 'Отсканируйте билет ещё раз: у каждого сканирования свой номер.',
    },
    en: {
      message: 'Another ticket was scanned under this id already.',
      how: 'Scan the ticket again: each scan has an id of its own.',
    },
  },
  ScreenEnded: {
    ru: {
      message: 'Этот экран закрыт: билет смотрят на другом.',
      how: 'Нажмите «Смотреть здесь», чтобы вернуть показ на этот экран. Другой закроется.',
    },
    en: {
      message: 'This screen has ended: the ticket is watched on another.',
      how: 'Press “Watch here” to bring the show back to this screen. The other one will end.',
    },
  },
  WatchClosed: {
    ru: { message: 'Смотреть сейчас нечего.', how: 'Страница просмотра скажет почему и что делать.' },
    en: { message: 'There is nothing to watch just now.', how: 'The watch page says why, and what to do.' },
  },
  CountryRefused: {
    ru: { message: 'В вашей стране этот показ не идёт.', how: 'Список стран — на странице показа. Деньги не списаны.' },
    en: {
      message: 'This show is not played in your country.',
      how: 'The countries are on the page of the show. No money was taken.',
    },
  },
  HandoverOver: {
    ru: { message: 'Этот код больше не действует.', how: 'Откройте на первом экране новый: каждый живёт пять минут.' },
    en: { message: 'This code is no longer good.', how: 'Open a new one on the first screen: each lives for five minutes.' },
  },
  NoPicture: {
    ru: { message: 'Картинки ещё нет.', how: 'Начните передачу из OBS или из браузера и нажмите «Старт» ещё раз.' },
    en: { message: 'There is no picture yet.', how: 'Begin to send from OBS or from the browser, then press Start again.' },
  },
  NoChannel: {
    ru: {
      message: 'У этого показа нет своего канала.',
      how: 'Канал есть только у показа-трансляции; в первые минуты он ещё готовится.',
    },
    en: {
      message: 'This show has no channel.',
      how: 'Only a streamed show has one; in its first minutes it is still being made.',
    },
  },
  NoRecording: {
    ru: { message: 'Записи нет.', how: 'Она появляется после конца показа и исчезает, когда выходит её срок.' },
    en: { message: 'There is no recording.', how: 'It appears after the end of the show and goes when its time is over.' },
  },
  AccountNameTaken: {
    ru: {
      message: 'Под именем вашей организации уже записан счёт другой.',
      how: 'Это имя в адресе уведомлений, двух таких быть не может. Напишите тем, кто ведёт площадку: имя организации нужно сменить.',
    },
    en: {
      message: 'Another organisation has an account under the name of yours.',
      how: 'It is part of the webhook address, so there cannot be two. Write to whoever runs this house: your organisation needs another name.',
    },
  },
  KeysRefused: {
    ru: {
      message: 'Платёжная система не приняла эти ключи, и они не сохранены.',
      how: 'Скопируйте их заново в её личном кабинете — целиком и от того же магазина — и сохраните ещё раз.',
    },
    en: {
      message: 'The payment service does not take these keys, so they were not saved.',
      how: 'Copy them again from its dashboard, whole and of the same shop, and save once more.',
    },
  },
  SignatureRefused: {
    ru: { message: 'Подпись не подошла.', how: 'Проверьте секрет вебхука и часы отправителя.' },
    en: { message: 'The signature does not match.', how: "Check the webhook's secret and the sender's clock." },
  },
  UnknownToUs: {
    ru: { message: 'Такого заказа мы не знаем.', how: 'Пришлите событие ещё раз позже.' },
    en: { message: 'We know no such order.', how: 'Send the event again later.' },
  },
  TooManyRequests: {
    ru: { message: 'Слишком часто.', how: 'Подождите минуту и повторите.' },
    en: { message: 'Too many requests.', how: 'Wait a minute and try again.' },
  },
  TooLarge: {
    ru: { message: 'Запрос слишком велик.', how: 'Уменьшите его.' },
    en: { message: 'The request is too large.', how: 'Make it smaller.' },
  },
  Busy: {
    ru: { message: 'Театр сейчас не отвечает.', how: 'Обычно это недолго. Повторите то же самое чуть позже.' },
    en: { message: 'The house does not answer just now.', how: 'It is usually brief. Repeat the same a little later.' },
  },
  Internal: {
    ru: { message: 'Что-то сломалось у нас.', how: 'Повторите позже; номер запроса поможет нам найти причину.' },
    en: { message: 'Something broke on our side.', how: 'Try again later; the request id helps us find the cause.' },
  },
} satisfies Record<string, Record<Language, Words>>;

export type ErrorCode = keyof typeof errors;
export const isErrorCode = (code: unknown): code is ErrorCode => typeof code === 'string' && Object.hasOwn(errors, code);

/** A refusal that a person may read; `code` is from the list above. */
export class Refusal extends Error {
  override name = 'Refusal';
  readonly code: ErrorCode;
  constructor(code: ErrorCode, options?: ErrorOptions) {
    super(errors[code].en.message, options);
    this.code = code;
  }
}
