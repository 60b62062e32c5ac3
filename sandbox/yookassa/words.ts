/** The payment page's words in Russian and English. */
import type { Notice } from '../shared/pay-frame.ts';

const ru = {
  lang: 'ru',
  title: 'Оплата заказа',
  test: 'Учебная ЮKassa: деньги не списываются',
  how: 'Чем платить',
  methods: { bank_card: 'Банковская карта', sbp: 'СБП', sberbank: 'SberPay' },
  card: 'Номер карты',
  until: 'Срок',
  code: 'CVC',
  receipt: 'Чек придёт на',
  pay: 'Заплатить',
  decline: 'Отказать, как банк',
  back: 'Вернуться в магазин',
  left: 'Страница закроется',
  total: 'Итого',
  paid: { title: 'Уже оплачено', text: 'Этот заказ оплачен раньше, второй раз деньги не списаны.' },
  canceled: { title: 'Оплата не прошла', text: 'Деньги не списаны. Вернитесь в магазин и начните заказ заново.' },
  unknown: { title: 'Такого платежа нет', text: 'Деньги не списаны. Проверьте адрес страницы.' },
};

export type Words = Omit<typeof ru, 'paid' | 'canceled' | 'unknown'> & { paid: Notice; canceled: Notice; unknown: Notice };

const en: Words = {
  lang: 'en',
  title: 'Payment of an order',
  test: 'Test YooKassa: no money moves',
  how: 'Pay with',
  methods: { bank_card: 'Bank card', sbp: 'SBP', sberbank: 'SberPay' },
  card: 'Card number',
  until: 'Expires',
  code: 'CVC',
  receipt: 'The receipt goes to',
  pay: 'Pay',
  decline: 'Decline, as a bank would',
  back: 'Back to the shop',
  left: 'This page closes',
  total: 'Total',
  paid: { title: 'Already paid', text: 'This order was paid before; nothing was charged again.' },
  canceled: { title: 'The payment failed', text: 'No money was taken. Go back to the shop and start the order again.' },
  unknown: { title: 'No such payment', text: 'No money was taken. Check the address of the page.' },
};

export const pageWords = (locale: string | null | undefined, acceptLanguage: string | undefined): Words =>
  (locale ?? acceptLanguage ?? 'ru').toLowerCase().startsWith('ru') ? ru : en;
