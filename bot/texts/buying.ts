/** Words of choosing tickets, the invoice and the payment. */
const inRussian = new Intl.PluralRules('ru');
const minutesRu = (count: number) => `${count} ${{ one: 'минута', few: 'минуты' }[inRussian.select(count) as string] ?? 'минут'}`;
const minutesEn = (count: number) => `${count} ${count === 1 ? 'minute' : 'minutes'}`;

export const ru = {
  howMany: (type: string) => `Сколько билетов «${type}»?`,
  howMuch: (type: string) =>
    `Билет «${type}»: заплатите, сколько хотите. Выберите, сколько за один. Любую другую сумму можно назвать на сайте.`,
  least: 'наименьшая',
  summary: (quantity: number, type: string, total: string, minutes: number) =>
    `<b>${quantity} × ${type} — ${total}</b>\nНа оплату — ${minutesRu(minutes)}: столько держим места за вами.`,
  basketLine: (quantity: number, type: string, total: string) => `${quantity} × ${type} — ${total}`,
  basketTotal: (count: number, total: string, minutes: number) =>
    `<b>Билетов: ${count}, вместе ${total}</b>\nНа оплату — ${minutesRu(minutes)}: столько держим места за вами.`,
  addAnother: 'Добавить другой билет',
  whichElse: 'Какой билет добавить или изменить?',
  takeOut: 'Убрать из заказа',
  pay: (total: string) => `Оплатить ${total}`,
  cancel: 'Отменить заказ',
  cancelled: 'Заказ отменён, места снова свободны. Деньги не списаны.',
  invoiceTickets: (quantity: number) => `билетов: ${quantity}`,
  holdEnded: 'Время на оплату вышло, места освобождены. Деньги не списаны. Закажите снова: /events',
  again: 'Ещё раз',
  notYours: 'Этот счёт выставлен другому человеку. Деньги не списаны.',
  alreadyPaid: 'Этот заказ уже оплачен. Билеты: /tickets',
  orderClosed: 'Этот заказ закрыт. Начните новый: /events',
  orderPaid: 'Заказ оплачен. Билеты: /tickets',
  stillWaiting: 'Заказ ждёт оплаты.',
  working: 'Держим места…',
  notDoubled: 'Заказ не задвоится.',
};

export const en: typeof ru = {
  howMany: (type) => `How many “${type}” tickets?`,
  howMuch: (type) => `“${type}”: pay what you want. Choose how much for one. Any other sum can be named on the website.`,
  least: 'the least',
  summary: (quantity, type, total, minutes) =>
    `<b>${quantity} × ${type} — ${total}</b>\nWe hold the seats for ${minutesEn(minutes)} while you pay.`,
  basketLine: (quantity, type, total) => `${quantity} × ${type} — ${total}`,
  basketTotal: (count, total, minutes) =>
    `<b>Tickets: ${count}, together ${total}</b>\nWe hold the seats for ${minutesEn(minutes)} while you pay.`,
  addAnother: 'Add another kind',
  whichElse: 'Which ticket shall be added or changed?',
  takeOut: 'Take out of the order',
  pay: (total) => `Pay ${total}`,
  cancel: 'Cancel the order',
  cancelled: 'The order is cancelled and its seats are free again. No money was taken.',
  invoiceTickets: (quantity) => `tickets: ${quantity}`,
  holdEnded: 'The time to pay is over and the seats are free again. No money was taken. Order again: /events',
  again: 'Once more',
  notYours: 'This invoice is somebody else’s. No money was taken.',
  alreadyPaid: 'This order is paid already. Tickets: /tickets',
  orderClosed: 'This order is closed. Begin a new one: /events',
  orderPaid: 'The order is paid. Tickets: /tickets',
  stillWaiting: 'The order waits for payment.',
  working: 'Holding the seats…',
  notDoubled: 'The order will not double.',
};
