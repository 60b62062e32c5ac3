/** Bad weather between the house and its partners, as fast-check draws it: of every kind some, and more by chance. */
import fc from 'fast-check';

export type Weather = { target: string; mode: string; method?: string; ms?: number; times?: number; status?: number };

/** What matters of what partners tell: that money came. */
const told = {
  'stripe-webhook': ['checkout.session.completed'],
  'yookassa-webhook': ['payment.waiting_for_capture', 'payment.succeeded'],
};
const onTheWay = ['duplicate', 'delay', 'reorder', 'drop', 'error'];
const asked = {
  'stripe-api': ['refunds.create', 'checkout.sessions.create', 'checkout.sessions.expire'],
  'telegram-api': ['refundStarPayment', 'answerPreCheckoutQuery'],
};
const whenAsked = ['drop', 'error', 'delay'];
/** Telegram keeps an update until it is taken, and a person's updates in their order: none is lost, none overtakes. */
const updates = { duplicate: 'message', delay: 'message', error: 'getUpdates' };

const lateBy = fc.integer({ min: 200, max: 8000 });
const slowBy = fc.integer({ min: 200, max: 3000 });
const several = fc.integer({ min: 1, max: 6 });
const is = fc.constant;

/** Of every kind one. */
export const kinds: Array<fc.Arbitrary<Weather>> = [
  ...Object.entries(told).flatMap(([target, methods]) =>
    onTheWay.map((mode) =>
      fc.record({ target: is(target), mode: is(mode), method: fc.constantFrom(...methods), ms: lateBy, times: several }),
    ),
  ),
  ...Object.entries(asked).flatMap(([target, methods]) =>
    methods.flatMap((method) =>
      whenAsked.map((mode) => fc.record({ target: is(target), mode: is(mode), method: is(method), ms: slowBy })),
    ),
  ),
  ...Object.entries(updates).map(([mode, method]) =>
    fc.record({
      target: is('telegram-updates'),
      mode: is(mode),
      method: is(method),
      ms: slowBy,
      times: fc.integer({ min: 1, max: 3 }),
    }),
  ),
  ...['drop', 'error'].map((mode) => fc.record({ target: is('yookassa-api'), mode: is(mode) })),
  fc.record({ target: is('mail'), mode: is('error'), status: is(451) }),
];

/** Events of any sort, and whatever a partner may be asked. */
export const anyKind: fc.Arbitrary<Weather> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({
      target: fc.constantFrom(...Object.keys(told)),
      mode: fc.constantFrom(...onTheWay),
      ms: lateBy,
      times: several,
    }),
  },
  { weight: 4, arbitrary: fc.oneof(...kinds) },
);

export const kindOf = ({ target, mode, method }: Weather): string =>
  [target, mode, ...(target in asked ? [method] : [])].join(' ');

/** Their names. */
export const kindNames: string[] = kinds.map((kind) => kindOf(fc.sample(kind, { seed: 1, numRuns: 1 })[0]!)).sort();
