/** What happens in a simulation, drawn by fast-check: buyers, partners in bad weather, an organiser who changes plans, and power cuts. */
import fc from 'fast-check';
import { anyKind, kinds, type Weather } from './weather.ts';

export type Buyer = {
  /** Which of the dates. */
  show: number;
  seats: number;
  provider: 'stripe' | 'yookassa' | 'stars';
  /** Where there is a choice. */
  currency: 'RUB' | 'EUR';
  /** How often the same order is asked for at once. */
  taps: 1 | 2;
  pays: 'at once' | 'twice' | 'after all' | 'never' | 'gives up' | 'is declined first';
  later:
    | 'keeps'
    | 'returns one'
    | 'returns all'
    | 'returns twice'
    | 'returns and pays again'
    | 'exchanges'
    | 'exchanges and returns';
  to: number;
};
/** Something befalls the house once so many orders were answered, in hundredths of all. */
export type Event =
  | { at: number; what: 'weather'; fault: Weather /** The sky does not clear before it has struck. */; strikes?: boolean }
  | { at: number; what: 'kill' }
  | { at: number; what: 'move' | 'cancel'; show: number };
export type Scenario = { buyers: Buyer[]; events: Event[] };

/** Dates of one play: how many seats for so many buyers, how long they wait, and how far away the evening is. */
export const dates = [
  { share: 0.9, holdMinutes: 15, inHours: 72 },
  { share: 0.05, holdMinutes: 30, inHours: 96 },
  { share: 0.6, holdMinutes: 15, inHours: 120 },
  { share: 0.6, holdMinutes: 30, inHours: 240 },
  { share: 0.5, holdMinutes: 15, inHours: 400 },
  // Nobody draws it, nobody changes it: for those who come while the weather lasts.
  { share: 0.3, holdMinutes: 30, inHours: 500 },
];
const open = dates.length - 1;
/** Never cancelled, so that there is always somewhere to go. */
const steady = 2;

const often = <T>(...choices: Array<[weight: number, value: T]>) =>
  fc.oneof(...choices.map(([weight, value]) => ({ weight, arbitrary: fc.constant(value) })));

const buyer: fc.Arbitrary<Buyer> = fc.record({
  show: fc.nat({ max: open - 1 }),
  seats: fc.integer({ min: 1, max: 3 }),
  provider: often([6, 'stripe'], [3, 'yookassa'], [2, 'stars']),
  currency: often([3, 'RUB'], [1, 'EUR']),
  taps: often([5, 1], [1, 2]),
  pays: often([16, 'at once'], [2, 'twice'], [1, 'after all'], [3, 'never'], [1, 'gives up'], [1, 'is declined first']),
  later: often(
    [8, 'keeps'],
    [2, 'returns one'],
    [2, 'returns all'],
    [1, 'returns twice'],
    [1, 'returns and pays again'],
    [3, 'exchanges'],
    [1, 'exchanges and returns'],
  ),
  to: fc.nat({ max: open - 1 }),
} satisfies { [K in keyof Buyer]: fc.Arbitrary<Buyer[K]> });

const usual: Buyer = {
  ...{ show: open, seats: 1, provider: 'stripe', currency: 'RUB', taps: 1, pays: 'at once', later: 'keeps', to: steady },
};
const providers = ['stripe', 'yookassa', 'stars'] as const;
const minds = [
  'returns one',
  'returns all',
  'returns twice',
  'returns and pays again',
  'exchanges',
  'exchanges and returns',
] as const;
/** They are among the buyers of every scenario, whatever is drawn. */
const cast: Buyer[] = [
  ...Array.from({ length: open }, (_, show) => ({ ...usual, show })),
  ...(['twice', 'after all', 'never', 'gives up', 'is declined first'] as const).map((pays) => ({ ...usual, show: 3, pays })),
  ...minds.flatMap((later) =>
    providers.map((provider) => ({ ...usual, show: 3, seats: 2, provider, later, currency: 'EUR' as const })),
  ),
];
/** They come while there is weather left that had nobody to strike: everything that a partner is asked or tells. */
export const stragglers: Buyer[] = [
  ...providers.map((provider) => ({ ...usual, provider, later: 'returns all' as const })),
  { ...usual, pays: 'gives up' },
];

const moment = fc.integer({ min: 3, max: 97 });
const weather = (fault: fc.Arbitrary<Weather>) =>
  fc.record({ at: moment, what: fc.constant('weather' as const), fault, strikes: fc.constant(true) });
/** The show that moves, and another that is off. */
const changed = fc
  .tuple(fc.constantFrom(0, 1, 2, 3), fc.constantFrom(0, 1, 3, 4))
  .filter(([moved, cancelled]) => moved !== cancelled);

/** @param kills how often the worker dies */
export const scenarios = ({ orders, kills }: { orders: number; kills: number }): fc.Arbitrary<Scenario> =>
  fc
    .record({
      first: fc.shuffledSubarray(cast, { minLength: cast.length }),
      buyers: fc.array(buyer, { minLength: orders, maxLength: orders }),
      faults: fc.tuple(...kinds.map(weather)),
      more: fc.array(weather(anyKind), { minLength: Math.ceil(orders / 24), maxLength: Math.ceil(orders / 16) }),
      kills: fc.array(moment, { minLength: kills, maxLength: kills }),
      shows: changed,
      moved: moment,
      cancelled: fc.integer({ min: 30, max: 90 }),
    })
    .map(({ first, buyers, faults, more, kills, shows, moved, cancelled }) => ({
      buyers: [...first, ...buyers].slice(0, orders),
      events: [
        ...[...faults, ...more].map((event) => ({ ...event, fault: { ...event.fault } })),
        ...kills.map((at) => ({ at, what: 'kill' as const })),
        { at: moved, what: 'move' as const, show: shows[0] },
        { at: cancelled, what: 'cancel' as const, show: shows[1] },
      ].sort((a, b) => a.at - b.at),
    }));
