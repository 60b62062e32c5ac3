/** YooKassa's notifications: who may send them, and what they point at. They prove nothing: the object is asked for again. https://yookassa.ru/developers/using-api/webhooks */
import { BlockList, isIP } from 'node:net';

/** As published; checked in autumn 2026. */
const senders = [
  '185.71.76.0/27',
  '185.71.77.0/27',
  '77.75.153.0/25',
  '77.75.156.11',
  '77.75.156.35',
  '77.75.154.128/25',
  '2a02:5180::/32',
];

/** @param more networks of a stand-in. @throws TypeError for what is no network. */
export function yooKassaSenders(more: readonly string[] = []): (address: string | undefined) => boolean {
  const list = new BlockList();
  for (const network of [...senders, ...more]) {
    const [address = '', bits] = network.split('/');
    const version = isIP(address);
    if (version === 0) throw new TypeError(`${network} is no network`);
    list.addSubnet(address, bits === undefined ? (version === 4 ? 32 : 128) : Number(bits), version === 4 ? 'ipv4' : 'ipv6');
  }
  return (address) => {
    // A socket that listens on both writes an IPv4 address as ::ffff:1.2.3.4.
    const plain = address?.replace(/^::ffff:(?=\d+\.)/i, '') ?? '';
    const version = isIP(plain);
    return version !== 0 && list.check(plain, version === 4 ? 'ipv4' : 'ipv6');
  };
}

export type YooKassaNotice =
  | {
      event: 'payment.waiting_for_capture' | 'payment.succeeded' | 'payment.canceled';
      paymentId: string;
      /** Only where to look: the payment, asked for again, must name the same. */
      orderHint?: string;
    }
  | { event: 'refund.succeeded'; refundId: string };

const paymentEvents = ['payment.waiting_for_capture', 'payment.succeeded', 'payment.canceled'] as const;
const id = /^[\w-]{8,64}$/;

/** @returns undefined for what is no notification that we act on. */
export function noticeOf(body: unknown): YooKassaNotice | undefined {
  const { type, event, object } = (body ?? {}) as {
    type?: unknown;
    event?: unknown;
    object?: { id?: unknown; metadata?: { orderId?: unknown } };
  };
  const objectId = object?.id;
  if (type !== 'notification' || typeof objectId !== 'string' || !id.test(objectId)) return undefined;
  if (event === 'refund.succeeded') return { event, refundId: objectId };
  const known = paymentEvents.find((name) => name === event);
  if (!known) return undefined;
  const hint = object?.metadata?.orderId;
  return { event: known, paymentId: objectId, ...(typeof hint === 'string' ? { orderHint: hint } : {}) };
}
