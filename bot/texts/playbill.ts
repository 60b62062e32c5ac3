/** Words of the playbill and a show's card. */
import type { ShowKind } from '../../domain/shows.ts';

const inHours = (count: number, hour: string, minute: string): string =>
  [
    [Math.floor(count / 60), hour],
    [count % 60, minute],
  ]
    .filter(([many]) => many !== 0)
    .map((part) => part.join(' '))
    .join(' ');

export const ru = {
  playbill: 'Афиша',
  /** @param city whose clock it is; without it each show names its own */
  playbillTitle: (city?: string) => `<b>Ближайшие показы</b>${city ? `\nВремя — по городу театра: ${city}.` : ''}`,
  noShows: 'Сейчас показов в афише нет. Загляните позже.',
  otherDates: 'Другие даты',
  back: 'Назад',
  from: 'от',
  left: (count: number) => `осталось мест: ${count}`,
  soldOut: 'мест нет',
  notOnSale: 'продажа закрыта',
  minutes: (count: number) => inHours(count, 'ч', 'мин'),
  gone: 'Этого показа больше нет в афише.',
  yourTime: (when: string, city: string) => `у вас ${when} (${city})`,
  kinds: {
    telegram: 'закрытый канал Telegram',
    stream: 'прямой эфир',
    immersive: 'иммерсивный показ',
    external: 'внешняя площадка',
  } satisfies Record<ShowKind, string>,
};

export const en: typeof ru = {
  playbill: 'Playbill',
  playbillTitle: (city) => `<b>Coming shows</b>${city ? `\nTimes are those of the theatre’s city: ${city}.` : ''}`,
  noShows: 'There is nothing on the playbill just now. Look in later.',
  otherDates: 'Other dates',
  back: 'Back',
  from: 'from',
  left: (count) => `seats left: ${count}`,
  soldOut: 'sold out',
  notOnSale: 'not on sale',
  minutes: (count) => inHours(count, 'h', 'min'),
  gone: 'This show is no longer on the playbill.',
  yourTime: (when, city) => `${when} for you (${city})`,
  kinds: { telegram: 'closed Telegram channel', stream: 'live stream', immersive: 'immersive', external: 'external site' },
};
