/** A notification that proves nothing is confirmed with its provider; money set aside is taken only for an order that still wants it. */
import { cancellationSignal } from '@temporalio/activity';
import type { OrderPhase, ProviderName } from '../../domain/orders.ts';
import { type PaymentProviders, type PaymentReading, PaymentRejected, type TwoStage } from '../../providers/payments/port.ts';
import type { PaymentSettled } from '../../workflows/payments/messages.ts';
import { currentEm, inTransaction } from '../context.ts';
import { asFailure } from './as-failure.ts';
import { askOperator } from './attention.ts';

export type NoticedPayment = { tenantId: string; orderId: string; provider: ProviderName; account: string; paymentId: string };
export type Confirmed =
  | { state: 'settled'; payment: PaymentSettled }
  /** The provider does not say so (yet). */
  | { state: 'pending' }
  /** It holds nothing for this order, or what waited was let go. */
  | { state: 'nothing'; why: 'canceled' | 'letGo' | 'ofAnother' | 'unknown' | 'mismatch' };

type OrderRow = { phase: OrderPhase; total: number; currency: string; provider: string; account: string; wanted: boolean };

export const createConfirmActivities = ({ providers }: { providers: PaymentProviders }) => ({
  /** Safe to repeat: each call begins with what the payment is now. Nothing of the notification is believed but the payment's id. */
  async confirmPayment(notice: NoticedPayment): Promise<Confirmed> {
    const { provider, account, paymentId, orderId } = notice;
    // An account that is gone will not come back by asking again.
    const { twoStage } = await asFailure(() => providers.get(provider, account));
    if (!twoStage) throw new Error(`${provider} proves its own events`);
    const signal = cancellationSignal();
    const reading = await orRejected(twoStage.read(paymentId, signal));
    if (!reading) return { state: 'nothing', why: 'unknown' };
    if (reading.orderId !== orderId) return { state: 'nothing', why: 'ofAnother' };
    // Another payment of the same order that ended says nothing of the one that is open.
    if (reading.state === 'canceled' && !(await isOpenPage(notice))) return { state: 'nothing', why: 'ofAnother' };
    if (reading.state !== 'waiting') return outcome(notice, reading);

    const order = await orderOf(notice);
    const fits =
      order.total === reading.amount &&
      order.currency === reading.currency &&
      order.provider === provider &&
      order.account === account;
    // Money of another sum would only be captured to be argued about: let go, and told to a person.
    if (!fits) await tellMismatch(notice, order, reading);
    const next = fits && order.wanted ? twoStage.capture : twoStage.cancel;
    // Taken or let go meanwhile by somebody else (the end of the hold, an earlier try): what the payment says now counts.
    const after = (await orRejected(next(paymentId, signal))) ?? (await twoStage.read(paymentId, signal));
    if (after.state === 'canceled') return { state: 'nothing', why: fits ? 'letGo' : 'mismatch' };
    return outcome(notice, after);
  },
});

function outcome({ provider, account, paymentId }: NoticedPayment, reading: PaymentReading): Confirmed {
  const { state, amount, currency } = reading;
  if (state === 'succeeded') return { state: 'settled', payment: { provider, account, paymentId, amount, currency } };
  return state === 'canceled' ? { state: 'nothing', why: 'canceled' } : { state: 'pending' };
}

async function isOpenPage({ tenantId, orderId, paymentId }: NoticedPayment): Promise<boolean> {
  const rows = await currentEm().execute<unknown[]>(
    `select 1 from payment_sessions where tenant_id = ? and order_id = ? and session_id = ? and state = 'open'`,
    [tenantId, orderId, paymentId],
  );
  return rows.length > 0;
}

async function orRejected(call: ReturnType<TwoStage['read']>): Promise<PaymentReading | undefined> {
  try {
    return await call;
  } catch (error) {
    if (error instanceof PaymentRejected) return undefined;
    throw error;
  }
}

/**
 * An order wants its money while it holds its seats. One that expired may still have it within its hour for late money, when
 * seats remain; without them letting go is better than taking money to return it. An order that is paid, given up or closed
 * wants none. Seats that go between this look and the order's own rules cost a refund, never a ticket.
 */
async function orderOf({ tenantId, orderId }: NoticedPayment): Promise<OrderRow> {
  const [row] = await currentEm().execute<OrderRow[]>(
    `select o.phase, o.total, o.currency, o.provider, o.account,
       (o.phase in ('held', 'awaitingPayment') or (o.phase = 'expired' and o.hold_ends_at > now() - interval '1 hour'
         and s.seats_left >= o.seats and s.status not in ('cancelled', 'archived') and s.starts_at > now())) as wanted
     from orders o join shows s on s.tenant_id = o.tenant_id and s.id = o.show_id
     where o.tenant_id = ? and o.id = ?`,
    [tenantId, orderId],
  );
  if (!row) throw new Error(`order ${orderId} has no row`);
  return row;
}

async function tellMismatch(notice: NoticedPayment, order: OrderRow, reading: PaymentReading): Promise<void> {
  const { tenantId, orderId, provider, account, paymentId } = notice;
  await inTransaction((tx) =>
    askOperator(tx, {
      ...{ tenantId, orderId, kind: 'paymentMismatch', key: `mismatch:${provider}:${account}:${paymentId}` },
      details: {
        got: `${reading.amount} ${reading.currency}`,
        expected: `${order.total} ${order.currency}`,
        paymentId,
        taken: 'no',
      },
    }),
  );
}
