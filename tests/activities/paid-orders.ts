/** Paid orders as their processes leave them, partners at their ports, and a database that forgets its guards. */
import { generateKeyPairSync, randomUUID } from 'node:crypto';
import { type EntityManager, RequestContext } from '@mikro-orm/postgresql';
import { MockActivityEnvironment } from '@temporalio/testing';
import type { OrderDeps } from '../../activities/orders/index.ts';
import { createSeatActivities, type HoldRequest } from '../../activities/orders/seats.ts';
import { createSettleActivities } from '../../activities/orders/settle.ts';
import type { RefundDeps } from '../../activities/payments/refund.ts';
import { sampleTenantId } from '../../database/sample/theatre.ts';
import type { Language } from '../../domain/language.ts';
import { orderLinks } from '../../domain/order-link.ts';
import type { Contact } from '../../domain/orders.ts';
import { seal } from '../../domain/sealed.ts';
import { ticketSigner } from '../../domain/ticket-token.ts';
import type { Button, ChatKeeper, Letter, Mailer, Messenger } from '../../providers/messaging/port.ts';
import type { PaymentProvider, RefundRequest } from '../../providers/payments/port.ts';
import { newShow, type TestShow } from '../support/buyers.ts';
import { newMember } from './organiser-bench.ts';
import { type Bench, sealingKeys } from './support.ts';

export const tenantId = sampleTenantId;
const { holdSeats } = createSeatActivities({ sealingKeys });
const { settleOrder, giveTickets } = createSettleActivities();
const prices = { RUB: 90_000, XTR: 450 } as const;
let lastTelegramId = 500_000;

export type Paid = {
  tenantId: string;
  orderId: string;
  personId: string;
  show: TestShow;
  tickets: string[];
  telegramId: number | null;
};
type Options = {
  show?: TestShow;
  quantity?: number;
  provider?: 'stripe' | 'stars';
  /** Pay what you want: for each ticket. */
  unitAmount?: number;
  /** Complimentary. */
  gift?: boolean;
  /** @default a Telegram of their own */
  contact?: Contact;
  personId?: string;
  /** @default Russian */
  language?: Language;
};

/** Held, paid and ticketed by the real steps. */
export async function paidOrder(
  bench: Bench,
  { provider = 'stripe', quantity = 1, gift = false, unitAmount, contact, ...options }: Options = {},
): Promise<Paid> {
  const show = options.show ?? (await newShow(bench, 20));
  const [orderId, personId] = [randomUUID() as string, options.personId ?? (randomUUID() as string)];
  const currency = provider === 'stars' ? 'XTR' : 'RUB';
  const buyer = contact ?? { telegramId: newTelegramId() };
  const request: HoldRequest = {
    ...{ tenantId, orderId, personId, showId: show.id, currency, account: 'platform', bot: 'platform' },
    language: options.language ?? 'ru',
    ...{ surface: 'bot', provider: gift ? 'none' : provider },
    lines: [{ ticketTypeId: show.typeId, quantity, ...(unitAmount ? { unitAmount } : {}) }],
    ...(gift ? { givenBy: await newMember(bench, 'operator') } : {}),
  };
  const hold = await bench.step(() => holdSeats({ ...request, buyer: seal(sealingKeys, buyer) }));
  if (!hold.held) throw new Error(`not held: ${hold.reason}`);
  if (gift) await bench.step(() => giveTickets({ tenantId, orderId }));
  else {
    const amount = quantity * (unitAmount ?? prices[currency]);
    const payment = { ...{ provider, account: 'platform', paymentId: `pi_${orderId}` }, amount, currency } as const;
    await bench.step(() => settleOrder({ tenantId, orderId, payment, accept: true }));
  }
  return { tenantId, orderId, personId, show, tickets: await goodTickets(bench, orderId), telegramId: buyer.telegramId ?? null };
}

export const newTelegramId = (): number => {
  lastTelegramId += 1;
  return lastTelegramId;
};
export const goodTickets = async ({ db }: Bench, orderId: string): Promise<string[]> =>
  (
    await db.sql<{ id: string }>(`select id from tickets where order_id = $1 and state = 'valid' order by position, round`, [
      orderId,
    ])
  ).map(({ id }) => id);
export const seatsLeft = async ({ db }: Bench, { id }: TestShow): Promise<number> =>
  (await db.sql<{ n: number }>('select seats_left as n from shows where id = $1', [id]))[0]!.n;
export const phaseOf = async ({ db }: Bench, orderId: string): Promise<string> =>
  (await db.sql<{ phase: string }>('select phase from orders where id = $1', [orderId]))[0]!.phase;

/** Another date of the same production: what `newShow` makes is always of the first. */
export const startsIn = ({ db }: Bench, { id }: TestShow, seconds: number): Promise<unknown> =>
  db.sql('update shows set starts_at = now() + make_interval(secs => $2) where id = $1', [id, seconds]);

export const times = <T>(count: number, work: (index: number) => Promise<T>): Promise<T[]> =>
  Promise.all(Array.from({ length: count }, (_, index) => work(index)));

/** What came of each: its answer, or the code of its refusal. */
export const outcome = <T>(work: Promise<T>): Promise<T | string> =>
  work.catch((error: { type?: string; message: string }) => error.type ?? Promise.reject(error));

export type Said = { to: number | string; words: string; buttons: Button[]; photos: number };

/** Provider, messenger, mail and chat at their ports, keeping count. A test replaces what must misbehave. */
export function partners() {
  const refunds: RefundRequest[] = [];
  const said: Said[] = [];
  const keeperCalls: string[] = [];
  const inside = new Set<number>();
  let links = 0;
  const live = new Set<string>();
  const note = (entry: Said) => ({ messageId: String(said.push(entry)) });
  const provider: PaymentProvider = {
    refunds: 'partial',
    open: async () => ({ sessionId: 's', url: 'u' }),
    close: async () => ({}),
    async refund(request) {
      // As a provider does with an idempotency key.
      const known = refunds.findIndex(({ idempotencyKey }) => idempotencyKey === request.idempotencyKey);
      const at = known >= 0 ? known : refunds.push(request) - 1;
      return { refundId: `re_${refunds[at]!.idempotencyKey}` };
    },
  };
  const messenger: Messenger = {
    sendText: async (to, words, buttons = []) => note({ to, words, buttons: buttons.flat(), photos: 0 }),
    sendPhotos: async (to, photos) =>
      note({ to, words: photos.map(({ captionHtml }) => captionHtml).join('\n'), buttons: [], photos: photos.length }),
  };
  const letters: Letter[] = [];
  const mailer: Mailer = {
    async send(letter) {
      letters.push(letter);
      return note({ to: letter.to, words: letter.subject, buttons: [], photos: 0 });
    },
  };
  const keeper: ChatKeeper = {
    async createJoinLink(_chat, name) {
      links += 1;
      const link = `https://t.me/+${name}${links}`;
      live.add(link);
      return { link };
    },
    async revokeLink(_chat, link) {
      live.delete(link);
    },
    async approve(_chat, user) {
      keeperCalls.push(`approve ${user}`);
      inside.add(user);
    },
    async decline(_chat, user) {
      keeperCalls.push(`decline ${user}`);
    },
    async remove(_chat, user) {
      keeperCalls.push(`remove ${user}`);
      inside.delete(user);
    },
    isInside: async (_chat, user) => inside.has(user),
  };
  const deps: RefundDeps & OrderDeps = {
    providers: { get: async () => provider },
    messengers: { get: () => messenger },
    keepers: { get: () => keeper },
    ...{ mailer, sealingKeys, orderLinks: orderLinks('a key for tests'), publicUrl: 'https://rampa.test' },
    tickets: ticketSigner(privateKey),
  };
  return { deps, provider, messenger, mailer, keeper, refunds, said, letters, inside, live, keeperCalls };
}
const privateKey = generateKeyPairSync('ed25519', {
  privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
  publicKeyEncoding: { type: 'spki', format: 'pem' },
}).privateKey;

/** Runs a step that hears of its cancellation, as those that talk to partners do. */
export const asActivity = <T>(bench: Bench, work: () => Promise<T>): Promise<T> =>
  new MockActivityEnvironment().run(() => bench.step(work)) as Promise<T>;

type Forgetting = {
  forget?: (sql: string) => string;
  meet?: (sql: string) => boolean;
  all?: number;
  between?: (sql: string) => unknown;
};

/**
 * The same step on a database that forgets a guard.
 * @param forget takes the guard out of a statement
 * @param meet after a statement that it accepts, `all` steps wait for each other: all have looked before any writes
 * @param between what somebody else does after a statement
 */
export function unguarded({ orm }: Bench, { forget = (sql) => sql, meet, all = 2, between }: Forgetting): Bench['step'] {
  let looking = 0;
  let allLooked = () => {};
  const together = new Promise<void>((resolve) => {
    allLooked = resolve;
  });
  const forgetful = (em: EntityManager): EntityManager => {
    const [fork, execute] = [em.fork.bind(em), em.execute.bind(em)];
    return Object.assign(em, {
      fork: (...options: Parameters<typeof fork>) => forgetful(fork(...options)),
      async execute(sql: string, params?: unknown[]) {
        const rows = await execute(forget(sql), params);
        await between?.(sql);
        if (!meet?.(sql) || looking >= all) return rows;
        looking += 1;
        if (looking === all) allLooked();
        await together;
        return rows;
      },
    });
  };
  const session = { variables: { 'app.reader': 'member', 'app.tenant_id': sampleTenantId } };
  return (work) => RequestContext.create(forgetful(orm.em.fork()), work, { session });
}

export { newShow };
