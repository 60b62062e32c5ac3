/** Whether money is what its order asked for; what is not waits for a person. */
import type { EntityManager } from '@mikro-orm/postgresql';
import type { PaymentSettled } from '../../workflows/payments/messages.ts';
import { askOperator } from './attention.ts';

type Asked = { total: number; currency: string; provider: string; account: string };

export const fits = (order: Asked, payment: PaymentSettled): boolean =>
  payment.amount === order.total &&
  payment.currency === order.currency &&
  payment.provider === order.provider &&
  payment.account === order.account;

export type Unfit = {
  tenantId: string;
  orderId: string;
  order: Asked & { /** The order on whose books this very money is. */ known_order: string | null };
  payment: PaymentSettled;
};
export async function mismatch(tx: EntityManager, { tenantId, orderId, order, payment }: Unfit): Promise<'mismatch'> {
  const elsewhere = order.known_order ? `:${orderId}` : '';
  await askOperator(tx, {
    ...{ tenantId, orderId, kind: 'paymentMismatch' },
    key: `mismatch:${payment.provider}:${payment.account}:${payment.paymentId}${elsewhere}`,
    details: {
      got: `${payment.amount} ${payment.currency}`,
      expected: `${order.total} ${order.currency}`,
      paymentId: payment.paymentId,
    },
  });
  return 'mismatch';
}
