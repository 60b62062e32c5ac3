/** One show with its tickets, as rows for the readers to answer with, and what people ask about it. */
import { randomUUID } from 'node:crypto';
import { type House, personOf } from './house.ts';

export const [showId, typeId, tenantId] = [randomUUID(), randomUUID(), randomUUID()];
export const text = { ru: 'Чайка', en: 'The Seagull' };
const show = {
  ...{
    tenant_id: tenantId,
    id: showId,
    code: 'ABCD1234',
    starts_at: new Date('2099-01-01'),
    time_zone: 'Europe/Moscow',
    kind: 'stream',
  },
  ...{ status: 'announced', seats_left: 5, hold_minutes: 15, refund_policy: { fullUntilHours: 24, thenPercent: 50 } },
  prices: [{ currency: 'RUB', amount: 90_000 }],
  production: {
    id: randomUUID(),
    slug: 'chaika',
    title: text,
    author: text,
    description: text,
    theatre: text,
    minutes: 140,
    ageLimit: 16,
    symbol: 'gull',
    hue: 215,
  },
};
const ticketType = {
  id: typeId,
  position: 0,
  name: text,
  note: text,
  openPrice: false,
  quota_left: null,
  prices: [
    { amount: 90_000, currency: 'RUB' },
    { amount: 450, currency: 'XTR' },
  ],
};
export const row = (personId: string, id: string) => ({
  ...{
    id,
    tenant_id: tenantId,
    person_id: personId,
    personId,
    show_id: showId,
    phase: 'awaitingPayment',
    reason: null,
    total: 90_000,
  },
  ...{
    currency: 'RUB',
    provider: 'stripe',
    checkout_url: 'https://pay.example/1',
    hold_ends_at: new Date(),
    created_at: new Date(),
  },
  ...{
    paid_at: null,
    chosen_at: new Date(),
    attention: false,
    tickets: null,
    refunds: null,
    rating: null,
    rating_comment: null,
    given_by: null,
  },
  lines: [{ ticketTypeId: typeId, name: text, quantity: 1, unit: 90_000 }],
});
export const body = (changes: object = {}) => ({
  ...{
    orderId: randomUUID(),
    showId,
    lines: [{ ticketTypeId: typeId, quantity: 1 }],
    provider: 'stripe',
    email: 'anna@example.com',
  },
  ...changes,
});
export const anna = personOf('email:anna@example.com');

/** Puts the show on the playbill; the last table that a question about it names tells what is asked. */
export function announce({ rows }: House): void {
  rows['shows'] = rows['organisations'] = (params) => (params.includes(showId) || params.includes('ABCD1234') ? [show] : []);
  rows['ticket_types'] = rows['ticket_prices'] = () => [ticketType];
}
