/** Closing a payment page, so that nobody pays for what is no longer offered. */
import { cancellationSignal } from '@temporalio/activity';
import { type Currency, money } from '../../domain/money.ts';
import type { ProviderName } from '../../domain/orders.ts';
import { type FoundMoney, type PaymentProviders, PaymentRejected } from '../../providers/payments/port.ts';
import type { PaymentSettled } from '../../workflows/payments/messages.ts';
import { currentEm, inTransaction } from '../context.ts';
import { askOperator } from './attention.ts';

type SessionRow = {
  provider: ProviderName;
  account: string;
  session_id: string;
  state: 'open' | 'closed';
  amount: number;
  currency: Currency;
};

export const createCloseActivities = ({ providers }: { providers: PaymentProviders }) => ({
  /** @returns money that the provider turns out to have; the webhook that tells of it may be lost or late. */
  async closePayment({
    tenantId,
    orderId,
    take = false,
  }: {
    tenantId: string;
    orderId: string;
    /** The order still has its seats: money that is set aside for it is taken. */
    take?: boolean;
  }): Promise<{ paid?: PaymentSettled }> {
    const [session] = await currentEm().execute<SessionRow[]>(
      'select provider, account, session_id, state, amount, currency from payment_sessions where tenant_id = ? and order_id = ?',
      [tenantId, orderId],
    );
    if (!session) return {};
    const { provider, account } = session;
    const { paid } = await closed(async () =>
      (await providers.get(provider, account)).close(
        session.session_id,
        cancellationSignal(),
        take ? money(session.amount, session.currency) : undefined,
      ),
    );
    await inTransaction((tx) =>
      tx.execute(
        `update payment_sessions set state = 'closed', closed_at = coalesce(closed_at, now()) where tenant_id = ? and order_id = ?`,
        [tenantId, orderId],
      ),
    );
    return paid ? { paid: { provider, account, ...paid } } : {};
  },

  /** A day has passed and the provider never said whether it holds money: a person must ask it. */
  async reportUnclosed({ tenantId, orderId }: { tenantId: string; orderId: string }): Promise<void> {
    await inTransaction((tx) =>
      askOperator(tx, { tenantId, orderId, kind: 'paymentUnclosed', key: `unclosed:${orderId}`, details: {} }),
    );
  },
});

/** A page that the provider does not know cannot be paid. */
async function closed(call: () => Promise<{ paid?: FoundMoney }>): Promise<{ paid?: FoundMoney }> {
  try {
    return await call();
  } catch (error) {
    if (error instanceof PaymentRejected) return {};
    throw error;
  }
}
