/** Five plays of the public domain for the sample theatre, in both languages. */
import type { LocalText } from '../../domain/language.ts';
import type { PosterSymbol, ShowKind } from '../../domain/shows.ts';

export type SamplePlay = {
  slug: string;
  title: LocalText;
  author: LocalText;
  description: LocalText;
  minutes: number;
  ageLimit: number;
  symbol: PosterSymbol;
  hue: number;
  kind: ShowKind;
  capacity: number;
  /** The price of a seat in the stalls in whole units; the other types follow from it. */
  stalls: { RUB: number; EUR: number; XTR: number };
  /** In the gallery whoever comes names the price. */
  openGallery?: true;
};

export const samplePlays: SamplePlay[] = [
  {
    slug: 'chaika',
    title: { ru: 'Чайка', en: 'The Seagull' },
    author: { ru: 'Антон Чехов', en: 'Anton Chekhov' },
    description: {
      ru: 'Озеро, любительская сцена и люди, которые любят не тех. Комедия, в которой никто не смеётся последним, — в прямом эфире, крупным планом и без антракта между вами и актёром.',
      en: 'A lake, a makeshift stage and people who love the wrong ones. A comedy in which nobody laughs last, live and in close-up.',
    },
    minutes: 140,
    ageLimit: 16,
    symbol: 'gull',
    hue: 215,
    kind: 'stream',
    capacity: 120,
    stalls: { RUB: 900, EUR: 10, XTR: 450 },
  },
  {
    slug: 'vishnevy-sad',
    title: { ru: 'Вишнёвый сад', en: 'The Cherry Orchard' },
    author: { ru: 'Антон Чехов', en: 'Anton Chekhov' },
    description: {
      ru: 'Имение продают с торгов, а в доме говорят о погоде. Последняя пьеса Чехова — о том, как прощаются, не умея расстаться.',
      en: "An estate goes under the hammer while its owners talk about the weather. Chekhov's last play, on saying goodbye without knowing how.",
    },
    minutes: 155,
    ageLimit: 12,
    symbol: 'cherry',
    hue: 345,
    kind: 'stream',
    capacity: 120,
    stalls: { RUB: 900, EUR: 10, XTR: 450 },
  },
  {
    slug: 'hamlet',
    title: { ru: 'Гамлет', en: 'Hamlet' },
    author: { ru: 'Уильям Шекспир', en: 'William Shakespeare' },
    description: {
      ru: 'Эльсинор ночью. Камера идёт за принцем по коридорам, зритель — за камерой. Иммерсивный показ: тридцать мест, и вам могут задать вопрос.',
      en: 'Elsinore by night. The camera follows the prince, you follow the camera. An immersive evening for thirty, and you may be asked a question.',
    },
    minutes: 170,
    ageLimit: 16,
    symbol: 'skull',
    hue: 265,
    kind: 'immersive',
    capacity: 30,
    stalls: { RUB: 1400, EUR: 15, XTR: 700 },
  },
  {
    slug: 'revizor',
    title: { ru: 'Ревизор', en: 'The Government Inspector' },
    author: { ru: 'Николай Гоголь', en: 'Nikolai Gogol' },
    description: {
      ru: 'К нам едет ревизор. Пятеро актёров, сорок ролей и один город, который узнает каждый.',
      en: 'The inspector is coming. Five actors, forty parts and a town that everybody recognises.',
    },
    minutes: 120,
    ageLimit: 12,
    symbol: 'mask',
    hue: 35,
    kind: 'stream',
    capacity: 200,
    stalls: { RUB: 700, EUR: 8, XTR: 350 },
    openGallery: true,
  },
  {
    slug: 'son-v-letnyuyu-noch',
    title: { ru: 'Сон в летнюю ночь', en: "A Midsummer Night's Dream" },
    author: { ru: 'Уильям Шекспир', en: 'William Shakespeare' },
    description: {
      ru: 'Лес, в котором влюблённые теряют дорогу, а ремесленники — голову. Показ в закрытом канале Telegram, для всей семьи.',
      en: 'A wood where lovers lose their way and craftsmen their heads. Played in a closed Telegram channel, for the whole family.',
    },
    minutes: 110,
    ageLimit: 6,
    symbol: 'moon',
    hue: 165,
    kind: 'telegram',
    capacity: 80,
    stalls: { RUB: 600, EUR: 7, XTR: 300 },
  },
];
