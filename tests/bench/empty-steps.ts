/** Every step that a bought order takes, with an answer and without work. */
import type { createActivities } from '../../workers/workers.ts';

type Steps = ReturnType<typeof createActivities>;
export type Empty = Pick<Steps, 'holdSeats' | 'openPayment' | 'settleOrder' | 'readPlan' | 'deliverTickets'>;

const day = 86_400_000;

export function emptySteps(now = Date.now()): Empty {
  const holdEndsAt = new Date(now + day).toISOString();
  const startsAt = new Date(now + 30 * day).toISOString();
  return {
    holdSeats: async () => ({ held: true, total: { amount: 180_000, currency: 'RUB' }, holdEndsAt, startsAt }),
    openPayment: async () => ({ checkoutUrl: 'https://pay.example/1' }),
    settleOrder: async () => 'accepted',
    readPlan: async () => ({
      ...{ showId: '00000000-0000-4000-8000-000000000000', startsAt, minutes: 120, revision: 0, on: true, inChat: false },
      paidAt: new Date(now).toISOString(),
    }),
    deliverTickets: async () => ({ telegram: 1, email: 0, nobody: 0, unknown: 0 }),
  };
}
