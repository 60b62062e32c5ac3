/** What the contract asks of a payment provider, whoever it is: the same hands for each, on a running house and its partner's stand-in. */
import { randomUUID } from 'node:crypto';
import { parseEnvironment } from '../../domain/environment.ts';
import { accountsFrom } from '../../providers/accounts.ts';
import type { PaymentProvider, RefundRequest } from '../../providers/payments/port.ts';
import { createPaymentProviders } from '../../providers/registry.ts';
import { newAddress, type TestShow } from '../support/buyers.ts';
import type { House } from '../support/house.ts';
import { call, eventually, type Reply } from '../support/http.ts';

export type Placed = { orderId: string; token: string; checkoutUrl: string; reply: Reply };
/** `paid`: money moved or was set aside; `refused`: it never left its person. */
export type Paid = 'paid' | 'refused';

export type Driver = {
  name: 'stripe' | 'yookassa' | 'stars';
  currency: 'RUB' | 'XTR';
  price: number;
  faults: { api: string; opening: string; events: string; event: string };
  /** Asks for seats as one who pays this way. */
  place(show: TestShow, orderId?: string): Promise<Placed>;
  pay(placed: Placed): Promise<Paid>;
  decline(placed: Placed): Promise<void>;
  /** What this partner makes of a payment that was declined. */
  afterDecline: 'the same page takes another try' | 'the payment is over';
  /** Money that comes when the hold has ended, if this partner lets it come at all. */
  payLate(placed: Placed): Promise<Paid>;
  payWrongSum(placed: Placed): Promise<Paid>;
  /** Makes its own order, of which it gives back what must stay unpaid. */
  payWrongCurrency(show: TestShow): Promise<{ placed: Placed; result: Paid }>;
  /** Words of a stranger. @returns the answers of the door. */
  forge(placed: Placed): Promise<number[]>;
  /** What stands for an event from the future where nothing is dated. */
  future: { sentence: string; try(placed: Placed): Promise<void> };
  /** What the partner has of this order now: taken and not returned, minor units. */
  kept(placed: Placed): Promise<number>;
  provider: PaymentProvider;
  refundRefused: { sentence: string; request(paymentId: string, payer: Partial<RefundRequest>): Promise<RefundRequest> };
  /** What a refund needs beside the payment. */
  payer(placed: Placed): Partial<RefundRequest>;
};

export const providerOf = (house: House, name: Driver['name']): Promise<PaymentProvider> =>
  createPaymentProviders(
    accountsFrom(
      parseEnvironment({
        ...{ STRIPE_SECRET_KEY: house.stripeKey, STRIPE_WEBHOOK_SECRET: house.stripeSecret, STRIPE_API_URL: house.sandbox },
        ...{ YOOKASSA_SHOP_ID: '100500', YOOKASSA_SECRET_KEY: house.yooKassaKey, YOOKASSA_API_URL: house.sandbox },
        ...{ TELEGRAM_BOT_TOKEN: house.botToken, TELEGRAM_API_ROOT: house.sandbox },
      }),
    ),
  ).get(name, 'platform');

export async function place(
  house: House,
  show: TestShow,
  asked: { provider: Driver['name']; orderId?: string; email?: string; currency?: string },
  headers: Record<string, string> = {},
): Promise<Placed> {
  const orderId = asked.orderId ?? randomUUID();
  const body = { orderId, showId: show.id, lines: [{ ticketTypeId: show.typeId, quantity: 1 }], language: 'en', ...asked };
  const reply = await call(`${house.web}/api/orders`, {
    body: { ...body, orderId },
    headers: { 'x-forwarded-for': newAddress(), ...headers },
  });
  return { orderId, reply, token: String(reply.body['orderToken']), checkoutUrl: String(reply.body['checkoutUrl']) };
}

export const seen = async (house: House, { orderId, token }: Placed) =>
  (await call(`${house.web}/api/orders/${orderId}?token=${token}`)).body;

export const inPhase = (house: House, placed: Placed, phase: string) =>
  eventually(async () => {
    const now = await seen(house, placed);
    return now['phase'] === phase ? now : undefined;
  }, `order ${placed.orderId} is ${phase}`);

export const fault = (house: House, body: object) => call(`${house.sandbox}/faults`, { body });
export const noFaults = (house: House) => call(`${house.sandbox}/faults`, { method: 'DELETE' });

/** A press on a payment page. */
export async function onPage({ checkoutUrl }: Placed, button: 'pay' | 'decline'): Promise<Paid> {
  const { status } = await call(`${checkoutUrl}/${button}`, { body: {} });
  if (status !== 200 && status !== 409) throw new Error(`the page answers ${status}`);
  return status === 200 ? 'paid' : 'refused';
}
