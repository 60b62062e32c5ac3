/** What can go wrong beside a ticket, in donations and the shop: part of the one list in `errors.ts`. */
export const shopErrors = {
  GoodsGone: {
    ru: { message: 'Столько уже не осталось.', how: 'Возьмите меньше или что-нибудь другое. Деньги не списаны.' },
    en: { message: 'There are not that many left.', how: 'Take fewer, or something else. No money was taken.' },
  },
  NoSuchItem: {
    ru: { message: 'Этого в лавке больше нет.', how: 'Откройте лавку заново и выберите другое. Деньги не списаны.' },
    en: { message: 'The shop no longer has this.', how: 'Open the shop again and choose something else. No money was taken.' },
  },
  AmountOutOfBounds: {
    ru: { message: 'Такую сумму принять нельзя.', how: 'Назовите сумму между наименьшей и наибольшей. Деньги не списаны.' },
    en: { message: 'This amount cannot be taken.', how: 'Choose one between the least and the most. No money was taken.' },
  },
  TooManyUnpaid: {
    ru: { message: 'Несколько ваших покупок ещё ждут оплаты.', how: 'Оплатите одну из них или откажитесь от неё.' },
    en: { message: 'Several of your purchases still wait for payment.', how: 'Pay for one of them, or give it up.' },
  },
  NotToHandOver: {
    ru: { message: 'Выдавать по этому заказу нечего.', how: 'Он не оплачен, возвращён или в нём нет вещей.' },
    en: { message: 'There is nothing to hand over.', how: 'The order is not paid, was returned, or holds no things.' },
  },
} as const;
