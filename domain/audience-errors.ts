/** What can go wrong in an audience: part of the one list in `errors.ts`. */
export const audienceErrors = {
  AudienceClosed: {
    ru: {
      message: 'Чат этого показа сейчас закрыт.',
      how: 'Он открывается за час до начала и закрывается через полчаса после конца.',
    },
    en: {
      message: 'The chat of this show is closed just now.',
      how: 'It opens an hour before the start and closes half an hour after the end.',
    },
  },
  LineEmpty: {
    ru: { message: 'В сообщении ничего нет.', how: 'Напишите хотя бы одно слово.' },
    en: { message: 'There is nothing in the message.', how: 'Write a word at least.' },
  },
  LineTooLong: {
    ru: { message: 'Сообщение длиннее 500 знаков.', how: 'Сократите его или отправьте частями.' },
    en: { message: 'The message is longer than 500 characters.', how: 'Shorten it, or send it in parts.' },
  },
  LineHasLink: {
    ru: { message: 'Ссылки в этом чате писать нельзя.', how: 'Уберите адрес и отправьте снова.' },
    en: { message: 'Links are not allowed in this chat.', how: 'Take the address out and send again.' },
  },
  LineHasWord: {
    ru: { message: 'Театр просит не писать в чате таких слов.', how: 'Скажите это иначе и отправьте снова.' },
    en: { message: 'The theatre asks not to write such words in its chat.', how: 'Put it differently and send again.' },
  },
  ChatClosed: {
    ru: { message: 'Ведущий закрыл чат.', how: 'Реакции работают. Чат откроется, когда ведущий включит его снова.' },
    en: { message: 'The moderator has closed the chat.', how: 'Reactions work. It opens when the moderator lets it.' },
  },
  ChatSlow: {
    ru: { message: 'Включён медленный режим.', how: 'Подождите несколько секунд и отправьте снова.' },
    en: { message: 'The chat is in slow mode.', how: 'Wait some seconds and send again.' },
  },
  ChatMuted: {
    ru: { message: 'Ведущий остановил ваши сообщения.', how: 'Смотреть и хлопать можно. Если это ошибка, напишите театру.' },
    en: { message: 'The moderator has muted you.', how: 'You can watch and applaud. Write to the theatre if this is a mistake.' },
  },
  ActionOver: {
    ru: { message: 'Это действие уже отменено или его не было.', how: 'Обновите страницу: список скажет, что в силе.' },
    en: { message: 'This was undone already, or never done.', how: 'Reload the page: the list says what holds.' },
  },
  NoSuchLine: {
    ru: { message: 'Такого сообщения нет.', how: 'Возможно, оно ещё не принято. Повторите через секунду.' },
    en: { message: 'There is no such message.', how: 'It may not have been accepted yet. Try again in a second.' },
  },
} as const;
