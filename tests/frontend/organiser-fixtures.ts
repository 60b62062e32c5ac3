/** A small theatre as its organiser sees it: every state of a date, an order and a matter for a person once. Times are counted from now. */
import type { z } from 'zod';
import type { MemberList } from '../../api/schemas/members.ts';
import type { AttentionItem, MyProduction, MyShowDetails, OrderStory, SoldOrder } from '../../api/schemas/organiser.ts';
import { productions, showsFrom, summaryOf, uuid } from './playbill-fixtures.ts';

export type DetailsShape = z.infer<typeof MyShowDetails>;
export type StoryShape = z.infer<typeof OrderStory>;
export type SoldShape = z.infer<typeof SoldOrder>;
export type AttentionShape = z.infer<typeof AttentionItem>;
type ProductionShape = z.infer<typeof MyProduction>;

export const temporalUrl = 'http://127.0.0.1:8233/namespaces/default/workflows/';
const hour = 3_600_000;
const rub = (amount: number) => ({ amount: amount * 100, currency: 'RUB' as const });
const eur = (amount: number) => ({ amount: amount * 100, currency: 'EUR' as const });
const stars = (amount: number) => ({ amount, currency: 'XTR' as const });

type Numbers = Partial<DetailsShape['sales']>;
const evenings: Record<string, Numbers> = {
  gull01: { capacity: 120, sold: 86, held: 12, given: 4, earned: [rub(84_600), eur(126), stars(5400)], returned: [rub(1800)] },
  gull02: { capacity: 120, sold: 24, earned: [rub(21_600)] },
  gull03: { capacity: 60, sold: 60, earned: [rub(54_000)] },
  cherry01: { capacity: 80, sold: 18, held: 2, earned: [rub(16_200)] },
  cherry02: { capacity: 80 },
  hamlet01: { capacity: 90, returned: [rub(27_900)] },
  hamlet02: { capacity: 90, sold: 10, earned: [rub(9000)] },
};

/** Dates with all their details, by id. */
export function eveningsFrom(now: number): Map<string, DetailsShape> {
  const found = showsFrom(now).filter(({ code }) => code in evenings);
  return new Map(
    found.map((show) => {
      const sales = {
        ...{ capacity: 100, sold: 0, held: 0, given: 0, checkedIn: 0, earned: [], returned: [] },
        ...evenings[show.code],
      };
      const draft = show.code === 'cherry02';
      const split = [Math.ceil(sales.sold * 0.7), Math.floor(sales.sold * 0.3)];
      const details: DetailsShape = {
        ...{ id: show.id, code: show.code, startsAt: show.startsAt, timeZone: show.timeZone, kind: show.kind },
        ...{ status: draft ? 'draft' : show.status, published: !draft, sales },
        ...{ productionId: show.production.id, title: show.production.title, posterUrl: show.production.posterUrl },
        ...{ minutes: show.production.minutes, holdMinutes: 15 },
        refundPolicy: { fullUntilHours: 24, thenPercent: 50, noneWithinHours: 2 },
        chatId: show.kind === 'telegram' ? -1_001_234_567_890 : null,
        ticketTypes: show.ticketTypes.map(({ left: _, ...type }, index) => ({
          ...type,
          ...{ quota: index === 0 ? null : Math.floor(sales.capacity / 3), openPrice: false, sold: split[index]! },
        })),
        ...{ changes: [], rating: { average: null, count: 0 }, temporalUrl: `${temporalUrl}show:${show.id}` },
      };
      return [show.id, details];
    }),
  );
}

export function playbillOf(shows: Iterable<DetailsShape>): ProductionShape[] {
  const all = [...shows];
  return productions
    .filter(({ id }) => all.some(({ productionId }) => productionId === id))
    .map(({ theatre: _, ...production }) => ({
      ...production,
      published: true,
      shows: all
        .filter(({ productionId }) => productionId === production.id)
        .map(({ id, code, startsAt, timeZone, kind, status, published, sales }) => ({
          ...{ id, code, startsAt, timeZone, kind, status, published, sales },
        })),
    }));
}

const buyers = [
  ['Анна Власова', 'anna@example.org'],
  ['Пётр', null],
  [null, 'k.s.stanislavskaya.long-address@example.org'],
  ['Мария Ермолова', 'maria@example.org'],
] as const;
const phases = ['paid', 'awaitingPayment', 'paid', 'closed', 'expired', 'cancelled', 'refunded'] as const;

/** Newest first. */
export const soldFrom = (now: number, count: number): SoldShape[] =>
  Array.from({ length: count }, (_, index) => {
    const [name, email] = buyers[index % buyers.length]!;
    const orderId = uuid(5000 + index);
    const phase = phases[index % phases.length]!;
    const asked = (index % 3) + 1;
    const total = index % 5 === 3 ? stars(900) : rub(900 * asked);
    // Of the third, one ticket of three came back.
    const back = phase === 'refunded' ? total.amount : index === 2 ? rub(900).amount : 0;
    const seats = phase !== 'paid' && phase !== 'closed' ? 0 : index === 2 ? asked - 1 : asked;
    return {
      ...{ orderId, number: `R-${String(5000 + index)}`, phase, name, email },
      ...{ telegram: email === null, asked, seats, total, returned: { ...total, amount: back } },
      ...{ provider: index % 5 === 3 ? ('stars' as const) : ('stripe' as const), surface: 'web' as const },
      ...{ createdAt: new Date(now - index * hour).toISOString(), attention: index === 2, given: index === 6 },
    };
  });

/** A paid order of two tickets, one of which has been used, with a story in which one letter failed. */
export function storyFrom(now: number, orderId: string): StoryShape {
  const show = showsFrom(now)[0]!;
  const at = (minutes: number) => new Date(now - 26 * hour + minutes * 60_000).toISOString();
  const ticket = {
    state: 'valid' as const,
    revokeReason: null,
    claimUrl: null,
    watchUrl: null,
    token: null,
    qr: null,
    unit: rub(900),
  };
  const typeName = { ru: 'Партер', en: 'Stalls' };
  const entry = (minutes: number, kind: string, ru: string, en: string, failed = false) => ({
    ...{ at: at(minutes), kind, text: { ru, en }, failed },
  });
  return {
    order: {
      ...{ orderId, number: 'R-5000', phase: 'paid', reason: null, show: summaryOf(show), total: rub(1800), provider: 'stripe' },
      lines: [{ ticketTypeId: show.ticketTypes[0]!.id, name: typeName, quantity: 2, unit: rub(900), total: rub(1800) }],
      ...{ checkoutUrl: null, holdEndsAt: null, createdAt: at(0), paidAt: at(2), refunds: [], given: false },
      tickets: [
        { ...ticket, id: uuid(6001), number: '7F-2K-91', typeName, usedAt: null, holder: 'buyer' },
        { ...ticket, id: uuid(6002), number: '7F-2K-92', typeName, usedAt: at(1500), holder: 'companion' },
      ],
      ...{
        canRefund: true,
        canExchange: true,
        canRate: false,
        canOrderAgain: false,
        rating: null,
        ratingComment: null,
        calendarUrl: null,
      },
      ...{ telegramUrl: null, joinable: false, movedFrom: null, attention: false },
    },
    contact: { name: 'Анна Власова', email: 'anna@example.org', telegramId: null },
    waitsFor: `the reminder day at ${new Date(now + 48 * hour).toISOString()}`,
    timeline: [
      entry(0, 'ordered', 'Заказ оформлен на сайте: 2 × Партер', 'Ordered on the web: 2 × Stalls'),
      entry(0, 'held', 'Места держим 15 минут', 'Seats are held for 15 minutes'),
      entry(2, 'paid', 'Оплачено картой, 1 800 ₽', 'Paid by card, RUB 1,800'),
      entry(2, 'ticketed', 'Выписаны два билета', 'Two tickets made out'),
      entry(3, 'sent', 'Письмо с билетами не доставлено', 'The letter with the tickets was not delivered', true),
      entry(9, 'sent', 'Письмо с билетами отправлено', 'The letter with the tickets was sent'),
      entry(700, 'claimed', 'Билет 7F-2K-92 взял спутник', 'Ticket 7F-2K-92 was claimed by a companion'),
      entry(1500, 'checkedIn', 'По билету 7F-2K-92 прошли', 'Ticket 7F-2K-92 was used at the door'),
    ],
    temporalUrl: `${temporalUrl}order:${orderId}`,
  };
}

export const mattersFrom = (now: number): AttentionShape[] => [
  {
    ...{ id: uuid(7001), kind: 'refundRefused', orderId: uuid(5002), orderNumber: 'R-5002', canRetry: true, canResolve: true },
    title: { ru: 'Банк не принял возврат', en: 'The bank refused a refund' },
    nextStep: {
      ru: 'Попробуйте ещё раз. Если снова откажет, верните переводом и запишите это здесь.',
      en: 'Try again. If it is refused again, return it by transfer and write that down here.',
    },
    details: { why: 'charge_already_disputed', amount: 90_000, currency: 'RUB', paymentId: 'pi_3Pq9', attempt: 3 },
    ...{ since: new Date(now - 50 * hour).toISOString(), ageHours: 50 },
  },
  {
    ...{ id: uuid(7002), kind: 'messageUnknown', orderId: null, orderNumber: null, canRetry: false, canResolve: true },
    title: { ru: 'Неизвестно, дошло ли письмо', en: 'Nobody knows whether a letter arrived' },
    nextStep: { ru: 'Спросите зрителя и пошлите билеты ещё раз.', en: 'Ask the buyer and send the tickets again.' },
    details: { message: 'tickets' },
    ...{ since: new Date(now - 2 * hour).toISOString(), ageHours: 2 },
  },
];

/** Whoever is signed in is the first; the second has no name. */
export const teamFrom = (now: number): z.infer<typeof MemberList>['members'] => [
  { personId: uuid(8001), name: 'Ирина', role: 'owner', since: new Date(now - 400 * hour).toISOString() },
  { personId: uuid(8002), name: null, role: 'operator', since: new Date(now - 300 * hour).toISOString() },
  {
    personId: uuid(8003),
    name: 'Пётр Контролёров-Длиннофамильный',
    role: 'door',
    since: new Date(now - 200 * hour).toISOString(),
  },
];

const byDefault = { bot: ['stars'], miniapp: ['stars'], web: ['stripe', 'yookassa'] } as const;
const reason = {
  ru: 'По правилам Telegram цифровые товары внутри бота продают только за Stars.',
  en: 'By Telegram’s rules digital goods inside a bot are sold for Stars only.',
};

/** The house takes Stripe and Stars; the organisation may have a Stripe account of its own. */
export function accountsOf(
  stripe: { shown: string; surfaces: ('bot' | 'miniapp' | 'web')[] | null; active: boolean } | undefined,
) {
  const secrets = [
    { name: 'secretKey', shown: stripe?.shown ?? '' },
    { name: 'webhookSecret', shown: '••••9f2c' },
  ];
  const own = {
    provider: 'stripe',
    name: 'rampa',
    settings: {},
    secrets,
    webhookUrl: 'https://rampa.example/webhooks/stripe/rampa',
  };
  return {
    accounts: stripe ? [{ ...own, surfaces: stripe.surfaces, active: stripe.active, changedAt: new Date().toISOString() }] : [],
    house: ['stripe', 'stars'],
    surfaces: (['bot', 'miniapp', 'web'] as const).map((surface) => ({
      ...{ surface, byDefault: byDefault[surface], reason },
      offered:
        surface === 'web'
          ? [{ provider: 'stripe', account: stripe ? 'rampa' : 'platform' }]
          : [{ provider: 'stars', account: 'platform' }],
    })),
  };
}
