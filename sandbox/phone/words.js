/** The phone's words, in the language of whoever holds it. */
const ru = {
  brand: 'Рампа',
  people: 'Кто вы сегодня?',
  peopleHint: 'Учебный Telegram: всё как на телефоне, но звёзды и деньги ненастоящие.',
  mail: 'Учебная почта: все письма',
  newPerson: 'Новый человек',
  name: 'Имя',
  language: 'Язык',
  create: 'Создать',
  chats: 'Чаты',
  noChats: 'Здесь пока пусто',
  bot: 'бот',
  typing: 'печатает',
  members: (count) => `участников: ${count}`,
  subscribers: (count) => `подписчиков: ${count}`,
  message: 'Сообщение',
  send: 'Отправить',
  menu: 'Команды',
  back: 'Назад',
  close: 'Закрыть',
  more: 'Ещё',
  start: 'Запустить',
  about: 'Что умеет этот бот?',
  block: 'Заблокировать бота',
  unblock: 'Разблокировать бота',
  openApp: 'Открыть приложение',
  switchPerson: 'Стать другим человеком',
  edited: 'изменено',
  protected: 'нельзя переслать и сохранить',
  pay: 'Заплатить',
  paid: 'Оплачено',
  paying: 'Спрашиваем бота…',
  confirm: 'Подтвердите оплату',
  balance: 'Ваши звёзды',
  thanks: 'Оплачено',
  cancel: 'Отмена',
  ok: 'Хорошо',
  stars: (amount) => `${amount} звёзд`,
  youPaid: 'Вы заплатили',
  refunded: 'Вам вернули',
  joined: (name) => `${name} теперь с нами`,
  left: (name) => `${name} уходит`,
  requested: 'Заявка отправлена, её рассмотрят',
  refused: 'Войти нельзя: ссылка больше не действует',
  copied: 'Скопировано',
  offline: 'Связи нет, пробуем ещё раз…',
  photo: 'Фотография',
  onlyAdmins: 'Здесь пишут только администраторы',
  botSilent: 'Бот не ответил',
  failed: 'Не получилось',
  today: 'Сегодня',
};

const en = {
  brand: 'Rampa',
  people: 'Who are you today?',
  peopleHint: 'A practice Telegram: all as on a phone, but stars and money are not real.',
  mail: 'Practice mailbox: all letters',
  newPerson: 'New person',
  name: 'Name',
  language: 'Language',
  create: 'Create',
  chats: 'Chats',
  noChats: 'Nothing here yet',
  bot: 'bot',
  typing: 'typing',
  members: (count) => `${count} members`,
  subscribers: (count) => `${count} subscribers`,
  message: 'Message',
  send: 'Send',
  menu: 'Commands',
  back: 'Back',
  close: 'Close',
  more: 'More',
  start: 'Start',
  about: 'What can this bot do?',
  block: 'Block bot',
  unblock: 'Unblock bot',
  openApp: 'Open app',
  switchPerson: 'Be somebody else',
  edited: 'edited',
  protected: 'cannot be forwarded or saved',
  pay: 'Pay',
  paid: 'Paid',
  paying: 'Asking the bot…',
  confirm: 'Confirm your payment',
  balance: 'Your Stars',
  thanks: 'Paid',
  cancel: 'Cancel',
  ok: 'OK',
  stars: (amount) => `${amount} Stars`,
  youPaid: 'You paid',
  refunded: 'You got back',
  joined: (name) => `${name} joined`,
  left: (name) => `${name} left`,
  requested: 'Your request was sent and will be looked at',
  refused: 'You cannot enter: the link is no longer valid',
  copied: 'Copied',
  offline: 'No connection, trying again…',
  photo: 'Photo',
  onlyAdmins: 'Only administrators write here',
  botSilent: 'The bot did not answer',
  failed: 'That did not work',
  today: 'Today',
};

/** One object that all modules read; it changes its language with the person. */
export const words = { ...ru, lang: 'ru' };

export function speak(languageCode) {
  const russian = (languageCode || navigator.language || 'ru').toLowerCase().startsWith('ru');
  Object.assign(words, russian ? ru : en, { lang: russian ? 'ru' : 'en' });
  document.documentElement.lang = words.lang;
}

export const time = (iso) =>
  new Intl.DateTimeFormat(words.lang, { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }).format(new Date(iso));

export function day(iso) {
  const date = new Date(iso);
  if (date.toDateString() === new Date().toDateString()) return words.today;
  return new Intl.DateTimeFormat(words.lang, { day: 'numeric', month: 'long' }).format(date);
}

export const number = (value) => new Intl.NumberFormat(words.lang).format(value);

export function money(amount, currency) {
  if (currency === 'XTR') return number(amount);
  const format = new Intl.NumberFormat(words.lang, { style: 'currency', currency, trailingZeroDisplay: 'stripIfInteger' });
  return format.format(
    amount / 10 ** new Intl.NumberFormat('en', { style: 'currency', currency }).resolvedOptions().maximumFractionDigits,
  );
}
