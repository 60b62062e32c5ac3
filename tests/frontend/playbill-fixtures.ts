/** A small playbill for the pages' tests: every state of a date once. Times are counted from now. */
import type { z } from 'zod';
import type { Production, Show, ShowDate, TicketType } from '../../api/schemas/shows.ts';

export type ProductionShape = z.infer<typeof Production>;
export type ShowShape = z.infer<typeof Show>;
type DateShape = z.infer<typeof ShowDate>;
type TypeShape = z.infer<typeof TicketType>;
type Currency = 'RUB' | 'EUR' | 'XTR';

const day = 86_400_000;
export const uuid = (n: number): string => `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`;
const theatre = { ru: 'Театр «Рампа»', en: 'Rampa Theatre' };

type Sketch = Pick<ProductionShape, 'slug' | 'title' | 'author' | 'description' | 'symbol' | 'hue' | 'minutes' | 'ageLimit'>;
const sketches: Sketch[] = [
  {
    slug: 'seagull',
    title: { ru: 'Чайка', en: 'The Seagull' },
    author: { ru: 'Антон Чехов', en: 'Anton Chekhov' },
    description: {
      ru: 'Озеро, дача, любительский спектакль, который никто не досмотрел. Четыре человека любят не тех, двое пишут, одна играет, и над водой всё время летает белая птица.\n\nИдёт из одного зала в две камеры: вы видите то же, что зритель пятого ряда, и лицо Треплева тогда, когда на него никто не смотрит.',
      en: 'A lake, a summer house, an amateur play that nobody sits through. Four people love the wrong ones, two write, one acts, and a white bird keeps flying over the water.\n\nPlayed in one room before two cameras: you see what the fifth row sees, and the face of Treplev when nobody looks at him.',
    },
    symbol: 'gull',
    hue: 203,
    minutes: 140,
    ageLimit: 16,
  },
  {
    slug: 'cherry-orchard',
    title: { ru: 'Вишнёвый сад', en: 'The Cherry Orchard' },
    author: { ru: 'Антон Чехов', en: 'Anton Chekhov' },
    description: { ru: 'Дом продан, а вещи ещё не собраны.', en: 'The house is sold, the bags are not packed.' },
    symbol: 'cherry',
    hue: 344,
    minutes: 165,
    ageLimit: 12,
  },
  {
    slug: 'hamlet',
    title: { ru: 'Гамлет', en: 'Hamlet' },
    author: { ru: 'Уильям Шекспир', en: 'William Shakespeare' },
    description: {
      ru: 'Эльсинор в ваших наушниках: каждый шорох за портьерой слышен отдельно.',
      en: 'Elsinore in your headphones.',
    },
    symbol: 'skull',
    hue: 262,
    minutes: 190,
    ageLimit: 16,
  },
  {
    slug: 'masquerade',
    title: { ru: 'Маскарад', en: 'Masquerade' },
    author: { ru: 'Михаил Лермонтов', en: 'Mikhail Lermontov' },
    description: { ru: 'Бал, на котором маска есть и у вас.', en: 'A ball where you wear a mask too.' },
    symbol: 'mask',
    hue: 158,
    minutes: 95,
    ageLimit: 18,
  },
];

export const productions: ProductionShape[] = sketches.map((sketch, index) => ({
  ...sketch,
  id: uuid(100 + index),
  theatre,
  posterUrl: `/api/productions/${sketch.slug}/poster.svg`,
}));

const price = (rub: number, eur: number, xtr: number) => [
  { amount: rub * 100, currency: 'RUB' as Currency },
  { amount: eur * 100, currency: 'EUR' as Currency },
  { amount: xtr, currency: 'XTR' as Currency },
];

/** Only where it is asked for: a third type whose price the buyer names. */
const typesOf = (n: number, left: number, open = false): TypeShape[] => [
  {
    id: uuid(n * 10 + 1),
    position: 1,
    name: { ru: 'Партер', en: 'Stalls' },
    note: { ru: 'запись 48 часов', en: 'recording for 48 hours' },
    prices: price(900, 9, 450),
    left,
    openPrice: false,
  },
  {
    id: uuid(n * 10 + 2),
    position: 2,
    name: { ru: 'Ложа', en: 'Box' },
    note: { ru: 'встреча с труппой после', en: 'meet the company after' },
    prices: price(1600, 16, 800),
    left: Math.min(left, 6),
    openPrice: false,
  },
  ...(open
    ? [
        {
          id: uuid(n * 10 + 3),
          position: 3,
          name: { ru: 'Сколько не жалко', en: 'Pay what you want' },
          note: { ru: 'та же запись, ваша цена', en: 'the same recording at your price' },
          prices: price(300, 3, 150),
          left,
          openPrice: true,
        },
      ]
    : []),
];

type Plan = Partial<Pick<ShowShape, 'status' | 'onSale' | 'seatsLeft' | 'kind' | 'timeZone'>> & {
  play: number;
  code: string;
  days: number;
  hour?: number;
  /** Pay what you want, and a refund policy of three steps. */
  open?: boolean;
};
const plans: Plan[] = [
  { play: 0, code: 'gull01', days: 3, seatsLeft: 14 },
  { play: 0, code: 'gull02', days: 8, seatsLeft: 96 },
  { play: 0, code: 'gull03', days: 22, seatsLeft: 0, onSale: false },
  { play: 1, code: 'cherry01', days: 5, seatsLeft: 60, kind: 'telegram', timeZone: 'Asia/Yekaterinburg', hour: 14 },
  {
    play: 1,
    code: 'cherry02',
    days: 12,
    seatsLeft: 0,
    onSale: false,
    kind: 'telegram',
    timeZone: 'Asia/Yekaterinburg',
    hour: 14,
  },
  { play: 2, code: 'hamlet01', days: 6, status: 'cancelled', onSale: false },
  { play: 2, code: 'hamlet02', days: 13, status: 'rescheduled', seatsLeft: 80 },
  { play: 3, code: 'mask01', days: 10, kind: 'immersive', seatsLeft: 31, open: true },
  { play: 3, code: 'mask02', days: 40, kind: 'immersive', onSale: false, seatsLeft: 40 },
];

const startOf = ({ days, hour = 16 }: Plan, now: number): string => {
  const at = new Date(now + days * day);
  at.setUTCHours(hour, 0, 0, 0);
  return at.toISOString();
};

/** Every date with all that its page needs; `payment` is that of the plain web. */
export function showsFrom(now: number): ShowShape[] {
  const shows = plans.map((plan, index): ShowShape => {
    const seatsLeft = plan.seatsLeft ?? 120;
    return {
      id: uuid(index + 1),
      code: plan.code,
      startsAt: startOf(plan, now),
      timeZone: plan.timeZone ?? 'Europe/Moscow',
      kind: plan.kind ?? 'stream',
      status: plan.status ?? 'announced',
      seatsLeft,
      onSale: plan.onSale ?? true,
      fromPrices: price(900, 9, 450),
      production: productions[plan.play]!,
      ticketTypes: typesOf(index + 1, seatsLeft, plan.open),
      maxTicketsAnOrder: 10,
      holdMinutes: 15,
      ...{ countries: null, countryAllowed: true },
      refundPolicy: { fullUntilHours: 24, thenPercent: 50, noneWithinHours: plan.open ? 3 : 0 },
      otherDates: [],
      payment: [
        { provider: 'stripe', account: 'platform', currencies: ['RUB', 'EUR'] },
        ...(plan.open ? [{ provider: 'yookassa' as const, account: 'platform', currencies: ['RUB' as const] }] : []),
      ],
    };
  });
  return shows.map((show) => ({
    ...show,
    otherDates: shows.filter((other) => other.id !== show.id && other.production.id === show.production.id).map(dateOf),
  }));
}

const dateOf = ({ id, code, startsAt, timeZone, kind, status, seatsLeft, onSale, fromPrices }: ShowShape): DateShape => ({
  id,
  code,
  startsAt,
  timeZone,
  kind,
  status,
  seatsLeft,
  onSale,
  fromPrices,
});

export const summaryOf = (show: ShowShape) => ({ ...dateOf(show), production: show.production });
