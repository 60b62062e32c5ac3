/** The mailbox's words; the language is the browser's, or `?lang=`. */
const ru = {
  brand: 'Рампа',
  mailbox: 'Учебная почта',
  hint: 'Сюда попадают все письма: наружу ничего не уходит.',
  search: 'Адрес получателя',
  phone: 'Учебный телефон',
  empty: 'Писем пока нет',
  emptyHint: 'Купите билет с адресом почты — письмо появится здесь само.',
  nobody: 'На этот адрес писем нет',
  choose: 'Выберите письмо',
  gone: 'Такого письма нет',
  back: 'К списку',
  from: 'От',
  to: 'Кому',
  at: 'Когда',
  letter: 'Письмо',
  text: 'Текст',
  narrow: 'Как на телефоне',
  attachments: 'Вложения',
  offline: 'Связи нет, пробуем ещё раз…',
  loading: 'Загружаем…',
  noSubject: 'Без темы',
};

const en = {
  brand: 'Rampa',
  mailbox: 'Practice mailbox',
  hint: 'Every letter ends up here: nothing goes out.',
  search: "Recipient's address",
  phone: 'Practice phone',
  empty: 'No letters yet',
  emptyHint: 'Buy a ticket with an e-mail address, and its letter appears here by itself.',
  nobody: 'No letters for this address',
  choose: 'Choose a letter',
  gone: 'There is no such letter',
  back: 'Back to the list',
  from: 'From',
  to: 'To',
  at: 'At',
  letter: 'Letter',
  text: 'Text',
  narrow: 'As on a phone',
  attachments: 'Attachments',
  offline: 'No connection, trying again…',
  loading: 'Loading…',
  noSubject: 'No subject',
};

const asked = new URL(location.href).searchParams.get('lang') ?? navigator.language ?? 'ru';
export const lang = asked.toLowerCase().startsWith('ru') ? 'ru' : 'en';
export const words = lang === 'ru' ? ru : en;

const locale = lang === 'ru' ? 'ru-RU' : 'en-GB';
export function moment(iso) {
  const at = new Date(iso);
  const today = at.toDateString() === new Date().toDateString();
  const time = { hour: '2-digit', minute: '2-digit' };
  return new Intl.DateTimeFormat(locale, today ? time : { day: 'numeric', month: 'short', ...time }).format(at);
}

export function size(bytes) {
  const kilo = bytes >= 1000;
  return new Intl.NumberFormat(locale, {
    style: 'unit',
    unit: kilo ? 'kilobyte' : 'byte',
    unitDisplay: 'narrow',
    maximumFractionDigits: kilo ? 1 : 0,
  }).format(kilo ? bytes / 1000 : bytes);
}
