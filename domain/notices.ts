/** What the house says to a person on its own, in Telegram's HTML. Letters say the same by mail (`domain/letters/`). */
import { orderAgainPress, ratePress } from './bot-presses.ts';
import { whenFor } from './dates.ts';
import { escapeHtml } from './html.ts';
import type { Language, LocalText } from './language.ts';
import type { ReminderKind } from './letters/reminder.ts';

export type NoticeButton = { text: string } & ({ url: string } | { data: string });
export type Notice = { html: string; buttons?: NoticeButton[][] };

export type Evening = {
  title: LocalText;
  startsAt: Date;
  /** The theatre's. */
  timeZone: string;
};
export type Reader = { language: Language /** Their own clock, when it is known. */; timeZone: string | null };

const head = ({ title }: Evening, { language }: Reader) => `<b>${escapeHtml(title[language])}</b>`;
const say = ({ language }: Reader, ru: string, en: string) => (language === 'ru' ? ru : en);
const link = (reader: Reader, url: string): NoticeButton[][] => [[{ text: say(reader, 'Открыть заказ', 'Open the order'), url }]];

export const holdEnded = (evening: Evening, reader: Reader, orderId: string): Notice => ({
  html: `${head(evening, reader)}\n${say(
    reader,
    'Время на оплату вышло, и места снова свободны. Деньги не списаны.',
    'The time to pay is over and the seats are free again. No money was taken.',
  )}`,
  buttons: [[{ text: say(reader, 'Заказать ещё раз', 'Order again'), data: orderAgainPress(orderId) }]],
});

/** @param way the personal link into the hall, else the page of the order. */
export function reminder(kind: ReminderKind, evening: Evening, reader: Reader, way: { join?: string; page: string }): Notice {
  const words = {
    '24h': say(reader, 'Напоминаем: показ завтра.', 'A reminder: the show is tomorrow.'),
    '1h': say(reader, 'Через час начинаем.', 'We begin in an hour.'),
    start: say(reader, 'Звонок! Занавес открывается.', 'The bell! The curtain rises.'),
  }[kind];
  const button = way.join
    ? { text: say(reader, 'Войти в зал', 'Enter the hall'), url: way.join }
    : { text: say(reader, 'Мой билет', 'My ticket'), url: way.page };
  return { html: `${head(evening, reader)}\n${words}\n${whenFor(evening, reader)}`, buttons: [[button]] };
}

export const invitation = (evening: Evening, reader: Reader, joinLink: string): Notice => ({
  html: `${head(evening, reader)}\n${say(
    reader,
    'Показ идёт в закрытом зале в Telegram. Ссылка — только ваша: по чужой не пустят.',
    'The show is played in a closed hall in Telegram. The link is yours alone: nobody else is let in by it.',
  )}`,
  buttons: [[{ text: say(reader, 'Войти в зал', 'Enter the hall'), url: joinLink }]],
});

export const returned = (reader: Reader, { back, kept }: { back: string; kept: string | null }): Notice => ({
  html: say(
    reader,
    `Вернули ${back} туда, откуда они пришли.${kept ? ` По правилам показа удержано ${kept}.` : ''}`,
    `We have returned ${back} to where it came from.${kept ? ` Under the rules of the show ${kept} is kept.` : ''}`,
  ),
});

export const refundStuck = (reader: Reader, back: string): Notice => ({
  html: say(
    reader,
    `Платёжная система не приняла возврат ${back}. Им уже занимается человек: деньги не потеряны.`,
    `The payment service did not take the return of ${back}. A person is on it now: the money is not lost.`,
  ),
});

/** @param payer whether the reader bought the tickets: nobody else can return them */
export const showMoved = (before: Date, evening: Evening, reader: Reader & { payer: boolean }, page: string): Notice => ({
  html: `${head(evening, reader)}\n${say(reader, 'Показ перенесён.', 'The show has been moved.')}\n<s>${whenFor({ ...evening, startsAt: before }, reader)}</s>\n${whenFor(evening, reader)}\n${
    reader.payer
      ? say(
          reader,
          'Билеты действуют. Если новое время не подходит, верните их — вернём всё.',
          'Your tickets are good. If the new time does not suit you, return them: everything comes back.',
        )
      : say(
          reader,
          'Билет действует. Если новое время не подходит, скажите тому, кто покупал: вернуть билет может он.',
          'Your ticket is good. If the new time does not suit you, tell whoever bought it: they can return it.',
        )
  }`,
  buttons: link(reader, page),
});

export const showCancelled = (evening: Evening, reader: Reader, back: string | null): Notice => ({
  html: `${head(evening, reader)}\n${whenFor(evening, reader)}\n${say(
    reader,
    `Показ отменён. Простите.${back ? ` Мы возвращаем ${back} — ничего делать не нужно.` : ''}`,
    `The show is cancelled. We are sorry.${back ? ` We are returning ${back}: there is nothing that you need to do.` : ''}`,
  )}`,
});

export const exchanged = (evening: Evening, reader: Reader, page: string): Notice => ({
  html: `${head(evening, reader)}\n${say(reader, 'Билеты обменяны на другую дату', 'The tickets are exchanged for another date')}: ${whenFor(evening, reader)}. ${say(reader, 'Старые больше не действуют.', 'The old ones are void.')}`,
  buttons: link(reader, page),
});

export const ticketTaken = (evening: Evening, reader: Reader, number: string): Notice => ({
  html: `${head(evening, reader)}\n${say(reader, `Билет № ${number} забрал ваш спутник.`, `Your companion has taken ticket No. ${number}.`)}`,
});

/** To a companion whose ticket was given back by its buyer. */
export const ticketGone = (evening: Evening, reader: Reader, number: string): Notice => ({
  html: `${head(evening, reader)}\n${say(
    reader,
    `Билет № ${number} больше не действует: его вернул тот, кто покупал.`,
    `Ticket No. ${number} is no longer good: whoever bought it has returned it.`,
  )}`,
});

export const askRating = (evening: Evening, reader: Reader, orderId: string): Notice => ({
  html: `${head(evening, reader)}\n${say(reader, 'Как вам показ?', 'How did you like the show?')}`,
  buttons: [[1, 2, 3, 4, 5].map((stars) => ({ text: '★'.repeat(stars), data: ratePress(orderId, stars) }))],
});

/** To whoever runs the stage. @param url the desk of the show */
export const noPicture = (evening: Evening, reader: Reader, url: string): Notice => ({
  html: `${head(evening, reader)}\n${say(
    reader,
    'Показ должен идти уже две минуты, а картинки нет. Зрители ждут. Проверьте передачу и ключ потока или перенесите показ.',
    'The show should have been on for two minutes and there is no picture. The audience waits. Check the encoder and its key, or move the show.',
  )}\n${whenFor(evening, reader)}`,
  buttons: [[{ text: say(reader, 'Открыть пульт', 'Open the desk'), url }]],
});

/** Played another way than when the ticket was bought. @param way how one gets in now */
export const wayChanged = (evening: Evening, reader: Reader, way: string, url: string): Notice => ({
  html: `${head(evening, reader)}\n${say(
    reader,
    'Показ пройдёт иначе, чем было объявлено. Билет действует, прежний вход закрыт.',
    'The show is played another way than announced. The ticket stays valid; the old way in is closed.',
  )}\n${escapeHtml(way)}\n${whenFor(evening, reader)}`,
  buttons: link(reader, url),
});
