/** What happens in a simulation, drawn by fast-check: buyers, partners in bad weather, an organiser who changes plans, and power cuts. */
import fc from 'fast-check';

export type Buyer = {
  /** Which of the dates. */
  show: number;
  seats: number;
  provider: 'stripe' | 'yookassa';
  /** How often the same order is asked for at once. */
  taps: 1 | 2;
  pays: 'at once' | 'twice' | 'after all' | 'never' | 'gives up' | 'is declined first';
  later: 'keeps' | 'returns one' | 'returns all' | 'returns twice' | 'exchanges' | 'exchanges and returns';
  to: number;
};
type Weather = { target: string; mode: string; method?: string; ms?: number; times?: number; status?: number };
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
];
/** Never cancelled, so that there is always somewhere to go. */
const steady = 2;

const often = <T>(...choices: Array<[weight: number, value: T]>) =>
  fc.oneof(...choices.map(([weight, value]) => ({ weight, arbitrary: fc.constant(value) })));

const buyer: fc.Arbitrary<Buyer> = fc.record({
  show: fc.nat({ max: dates.length - 1 }),
  seats: fc.integer({ min: 1, max: 3 }),
  provider: often([2, 'stripe'], [1, 'yookassa']),
  taps: often([5, 1], [1, 2]),
  pays: often([16, 'at once'], [2, 'twice'], [1, 'after all'], [3, 'never'], [1, 'gives up'], [1, 'is declined first']),
  later: often(
    [8, 'keeps'],
    [2, 'returns one'],
    [2, 'returns all'],
    [1, 'returns twice'],
    [3, 'exchanges'],
    [1, 'exchanges and returns'],
  ),
  to: fc.nat({ max: dates.length - 1 }),
} satisfies { [K in keyof Buyer]: fc.Arbitrary<Buyer[K]> });

const lateBy = fc.integer({ min: 200, max: 8000 });
const fault: fc.Arbitrary<Weather> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({
      target: fc.constantFrom('stripe-webhook', 'yookassa-webhook'),
      mode: fc.constantFrom('duplicate', 'delay', 'reorder', 'drop', 'error'),
      ms: lateBy,
      times: fc.integer({ min: 1, max: 6 }),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      target: fc.constant('stripe-api'),
      mode: fc.constantFrom('drop', 'error', 'delay'),
      method: fc.constantFrom('refunds.create', 'checkout.sessions.create', 'checkout.sessions.expire'),
      ms: fc.integer({ min: 200, max: 3000 }),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ target: fc.constant('yookassa-api'), mode: fc.constantFrom('drop', 'error') }),
  },
  { weight: 1, arbitrary: fc.record({ target: fc.constant('mail'), mode: fc.constant('error'), status: fc.constant(451) }) },
);
const moment = fc.integer({ min: 3, max: 97 });

/** @param kills how often the worker dies */
export const scenarios = ({ orders, kills }: { orders: number; kills: number }): fc.Arbitrary<Scenario> =>
  fc
    .record({
      buyers: fc.array(buyer, { minLength: orders, maxLength: orders }),
      weather: fc.array(fc.record({ at: moment, fault }), {
        minLength: Math.ceil(orders / 12),
        maxLength: Math.ceil(orders / 8),
      }),
      kills: fc.array(moment, { minLength: kills, maxLength: kills }),
      moved: fc.tuple(moment, fc.constantFrom(0, 1, 2, 3)),
      cancelled: fc.tuple(fc.integer({ min: 30, max: 90 }), fc.constantFrom(...[0, 1, 3, 4].filter((one) => one !== steady))),
    })
    .map(({ buyers, weather, kills, moved, cancelled }) => ({
      buyers,
      events: [
        ...weather.map(({ at, fault }) => ({ at, what: 'weather' as const, fault: { ...fault } })),
        ...kills.map((at) => ({ at, what: 'kill' as const })),
        { at: moved[0], what: 'move' as const, show: moved[1] },
        { at: cancelled[0], what: 'cancel' as const, show: cancelled[1] },
      ].sort((a, b) => a.at - b.at),
    }));
