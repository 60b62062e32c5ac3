/** A refund as its row tells it. */
import type { LocalText } from '../../domain/language.ts';
import type { Currency } from '../../domain/money.ts';
import type { OrderPhase, ProviderName } from '../../domain/orders.ts';

export type RefundKey = { tenantId: string; orderId: string; key: string };
export type RefundState = 'succeeded' | 'refused';

export type RefundRow = {
  state: RefundState | 'requested';
  reason: string;
  amount: number;
  kept: number;
  /** The whole payment, minor units. */
  paid: number;
  currency: Currency;
  attempt: number;
  provider: ProviderName;
  account: string;
  payment_id: string;
  phase: OrderPhase;
  telegram_id: number | null;
  email: string | null;
  title: LocalText;
};
