/** The payment page's words in Russian and English. */
import type { Notice } from '../shared/pay-frame.ts';

const ru = {
  lang: 'ru',
  title: 'Оплата',
  test: 'Учебная касса: деньги не списываются',
  email: 'Эл. почта',
  card: 'Номер карты',
  until: 'Срок',
  code: 'CVC',
  holder: 'Имя на карте',
  pay: 'Заплатить',
  decline: 'Отказать, как банк',
  back: 'Вернуться',
  declined: 'Банк отклонил оплату. Деньги не списаны. Попробуйте ещё раз или другой картой.',
  left: 'Страница закроется',
  total: 'Итого',
  complete: { title: 'Уже оплачено', text: 'Этот счёт оплачен раньше, второй раз деньги не списаны.' },
  expired: { title: 'Время вышло', text: 'Деньги не списаны. Вернитесь и начните заказ заново.' },
  unknown: { title: 'Такого счёта нет', text: 'Деньги не списаны. Проверьте адрес страницы.' },
};

export type Words = Omit<typeof ru, 'complete' | 'expired' | 'unknown'> & { complete: Notice; expired: Notice; unknown: Notice };

const en: Words = {
  lang: 'en',
  title: 'Payment',
  test: 'Test checkout: no money moves',
  email: 'Email',
  card: 'Card number',
  until: 'Expires',
  code: 'CVC',
  holder: 'Name on card',
  pay: 'Pay',
  decline: 'Decline, as a bank would',
  back: 'Go back',
  declined: 'The bank declined the payment. No money was taken. Try again or use another card.',
  left: 'This page closes',
  total: 'Total',
  complete: { title: 'Already paid', text: 'This checkout was paid before; nothing was charged again.' },
  expired: { title: 'Time is up', text: 'No money was taken. Go back and start the order again.' },
  unknown: { title: 'No such checkout', text: 'No money was taken. Check the address of the page.' },
};

export function pageWords(locale: string | null, acceptLanguage: string | undefined): Words {
  const wanted = locale && locale !== 'auto' ? locale : (acceptLanguage ?? 'ru');
  return wanted.toLowerCase().startsWith('ru') ? ru : en;
}
