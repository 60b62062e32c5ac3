/** What happened on a stage, for people. */
import type { LocalText } from '../../domain/language.ts';
import type { DeskEvent } from './desk.ts';

const words: Record<string, LocalText> = {
  picture: { ru: 'Картинка пошла', en: 'A picture comes in' },
  pictureLost: { ru: 'Картинка пропала', en: 'The picture is gone' },
  test: { ru: 'Пробная картинка, зрители её не видят', en: 'A test picture, not shown to viewers' },
  offline: { ru: 'Пробной картинки больше нет', en: 'The test picture has ended' },
  live: { ru: 'В эфире', en: 'On air' },
  interrupted: { ru: 'Эфир прервался: зрители предупреждены', en: 'Interrupted: the viewers are told' },
  back: { ru: 'Эфир вернулся', en: 'On air again' },
  interval: { ru: 'Антракт', en: 'Interval' },
  intervalOver: { ru: 'Антракт окончен', en: 'The interval is over' },
  ended: { ru: 'Показ окончен', en: 'The show is over' },
  forgotten: { ru: 'Передачу забыли выключить: показ закрыт', en: 'The encoder was left running: the show is closed' },
  neverBegan: { ru: 'Картинки так и не было', en: 'There was never a picture' },
  off: { ru: 'Показ снят', en: 'The show is off' },
  archived: { ru: 'Запись открыта зрителям', en: 'The recording is open to viewers' },
  closed: { ru: 'Запись и канал убраны', en: 'Recording and channel are gone' },
  noPicture: { ru: 'Через две минуты после начала картинки нет', en: 'No picture two minutes after the start' },
  refused: { ru: 'Отказано передатчику', en: 'Refused: an encoder that may not publish' },
  recorded: { ru: 'Запись готова', en: 'A recording is ready' },
  recordingFailed: { ru: 'Запись не удалась', en: 'The recording failed' },
  word: { ru: 'Слово зрителям', en: 'A word to the viewers' },
  wordTakenBack: { ru: 'Слово зрителям убрано', en: 'The word to the viewers is taken back' },
  settings: { ru: 'Настройки изменены', en: 'Settings were changed' },
  keyRotated: { ru: 'Новый ключ потока', en: 'A new stream key' },
  moved: { ru: 'Показ перенесён', en: 'The show was moved' },
  kindChanged: { ru: 'Показ пройдёт иначе', en: 'The show is played another way' },
};
const refusals: Record<string, LocalText> = {
  wrongKey: { ru: 'Отказано: неверный ключ потока', en: 'Refused: a wrong stream key' },
  secondPublisher: { ru: 'Отказано: второй передатчик с тем же ключом', en: 'Refused: a second encoder with the same key' },
  tornDown: { ru: 'Отказано: канал уже убран', en: 'Refused: the channel is gone' },
  unknownChannel: { ru: 'Отказано: такого канала нет', en: 'Refused: there is no such channel' },
};
const failures = ['refused', 'pictureLost', 'interrupted', 'noPicture', 'neverBegan', 'recordingFailed', 'forgotten'];

export function eventWords({ kind, details }: DeskEvent): { text: LocalText; failed: boolean } {
  const text = (kind === 'refused' && refusals[String(details['why'])]) || words[kind] || { ru: kind, en: kind };
  const said = kind === 'word' ? String(details['text'] ?? '') : '';
  const quoting = (line: string, quote: [string, string]) => (said ? `${line}: ${quote[0]}${said}${quote[1]}` : line);
  return { text: { ru: quoting(text.ru, ['«', '»']), en: quoting(text.en, ['“', '”']) }, failed: failures.includes(kind) };
}
