/** YooKassa in two stages: the buyer's money is set aside first and taken only when the order still wants it. https://yookassa.ru/developers/payment-acceptance/getting-started/payment-process */
import { money } from '../../../domain/money.ts';
import { nameCode } from '../../../domain/uuid.ts';
import { type PaymentProvider, type PaymentReading, PaymentRejected, type RefundReading, type RefundRequest } from '../port.ts';
import { minorUnits, type YooAmount, yooAmount } from './amount.ts';
import { type YooKassaAccount, type YooKassaApi, YooKassaKeysUnknown, yooKassaApi } from './api.ts';
import { receiptOf, shortened } from './receipt.ts';

type Payment = {
  id: string;
  status: 'pending' | 'waiting_for_capture' | 'succeeded' | 'canceled';
  amount: YooAmount;
  metadata?: { orderId?: string };
  confirmation?: { confirmation_url?: string };
};
type Refund = {
  id: string;
  status: 'pending' | 'succeeded' | 'canceled';
  description?: string;
  cancellation_details?: { reason?: string };
};

export function yooKassaProvider(account: YooKassaAccount): PaymentProvider {
  const api = yooKassaApi(account);
  const { vatCode } = account;
  const at = (paymentId: string) => `payments/${encodeURIComponent(paymentId)}`;
  const twoStage = {
    read: async (id: string, signal?: AbortSignal) => readingOf(await api.get<Payment>(at(id), signal)),
    capture: async (id: string, signal?: AbortSignal) =>
      // Nothing but "all of it": the receipt was given when the payment was opened.
      readingOf(await api.post<Payment>(`${at(id)}/capture`, {}, `${id}:capture`, signal)),
    cancel: async (id: string, signal?: AbortSignal) =>
      readingOf(await api.post<Payment>(`${at(id)}/cancel`, {}, `${id}:cancel`, signal)),
  };

  return {
    refunds: 'partial',
    twoStage,

    async open({ orderId, idempotencyKey, total, title, description, language, email, items, returnUrls }, signal) {
      const payment = await api.post<Payment>(
        'payments',
        {
          amount: yooAmount(total),
          capture: false,
          // One address for whoever paid and whoever did not; the order's page tells them apart.
          confirmation: { type: 'redirect', return_url: returnUrls.paid, locale: language === 'ru' ? 'ru_RU' : 'en_US' },
          description: shortened(`${title} · ${description}`, 128),
          metadata: { orderId },
          receipt: receiptOf({ email, title, total, vatCode, ...(items ? { items } : {}) }),
        },
        idempotencyKey,
        signal,
      );
      const url = payment.confirmation?.confirmation_url;
      if (!url) throw new PaymentRejected(`YooKassa opened a payment without a page: it is ${payment.status}`);
      return { sessionId: payment.id, url };
    },

    /**
     * A pending payment cannot be cancelled by API: its page lives for an hour. Whoever pays there afterwards has money
     * set aside only, and the notice of it lets it go again unless the order still wants it.
     */
    async close(sessionId, signal, take) {
      let payment = await twoStage.read(sessionId, signal);
      // Set aside in time, and its notice still on the way: who paid gets their seats.
      const wanted = take && take.amount === payment.amount && take.currency === payment.currency;
      if (payment.state === 'waiting')
        payment = await twoStage[wanted ? 'capture' : 'cancel'](sessionId, signal).catch((error: unknown) => {
          // Taken or let go between the two calls: what the payment says now counts, not the refusal.
          if (!(error instanceof PaymentRejected)) throw error;
          return twoStage.read(sessionId, signal);
        });
      const { state, amount, currency } = payment;
      return state === 'succeeded' ? { paid: { paymentId: sessionId, amount, currency } } : {};
    },

    async refund(request, signal) {
      const refund = (await knownRefund(api, request, signal)) ?? (await newRefund(api, request, vatCode, signal));
      const { state, why } = outcomeOf(refund);
      if (state === 'failed') throw new PaymentRejected(`YooKassa did not refund: ${why}`);
      if (state === 'pending') throw new Error(`YooKassa refund ${refund.id} is still pending`);
      return { refundId: refund.id };
    },

    readRefund: async (refundId, signal) => outcomeOf(await api.get<Refund>(`refunds/${encodeURIComponent(refundId)}`, signal)),

    async takesKeys(signal) {
      try {
        await api.get('me', signal);
        return true;
      } catch (error) {
        if (error instanceof YooKassaKeysUnknown) return false;
        throw error;
      }
    },
  };
}

const states = { pending: 'pending', waiting_for_capture: 'waiting', succeeded: 'succeeded', canceled: 'canceled' } as const;

function readingOf({ status, amount, metadata }: Payment): PaymentReading {
  return {
    state: states[status],
    ...(metadata?.orderId ? { orderId: metadata.orderId } : {}),
    ...{ amount: minorUnits(amount.value), currency: amount.currency },
  };
}

const outcomeOf = ({ status, cancellation_details: details }: Refund): RefundReading =>
  status === 'canceled' ? { state: 'failed', why: details?.reason ?? 'no reason given' } : { state: status };

/** A key is remembered for a day, but a refund may stay pending for longer: its description says for good which one it is. */
const markOf = ({ idempotencyKey }: RefundRequest): string => `Возврат ${nameCode(12, 'refund', idempotencyKey)}`;

async function knownRefund(api: YooKassaApi, request: RefundRequest, signal?: AbortSignal): Promise<Refund | undefined> {
  const query = new URLSearchParams({ payment_id: request.paymentId, limit: '100' });
  const { items } = await api.get<{ items: Refund[] }>(`refunds?${query}`, signal);
  return items.find(({ description }) => description === markOf(request));
}

async function newRefund(api: YooKassaApi, request: RefundRequest, vatCode: number, signal?: AbortSignal): Promise<Refund> {
  const { paymentId, amount, idempotencyKey, receipt } = request;
  const payment = await api.get<Payment>(`payments/${encodeURIComponent(paymentId)}`, signal);
  // The receipt of a whole return YooKassa takes from the payment itself; of a part it must be told.
  const whole = minorUnits(payment.amount.value) === amount.amount;
  return api.post<Refund>(
    'refunds',
    {
      ...{ payment_id: paymentId, amount: yooAmount(amount), description: markOf(request) },
      ...(receipt && !whole
        ? {
            receipt: receiptOf({
              email: receipt.email,
              title: receipt.title,
              total: money(amount.amount, amount.currency),
              vatCode,
            }),
          }
        : {}),
    },
    idempotencyKey,
    signal,
  );
}
