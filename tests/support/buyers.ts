/** Buyers as tests need them: on the web with Stripe, in the bot with Stars. */
import { randomUUID } from 'node:crypto';
import { sampleTenantId } from '../../database/sample/theatre.ts';
import { nameCode } from '../../domain/uuid.ts';
import type { House } from './house.ts';
import { call, eventually, type Reply } from './http.ts';

export type TestShow = { id: string; code: string; typeId: string };

/** A date of one's own, with one ticket type: `capacity` seats at 900 ₽, 10 € or 450 Stars. */
export async function newShow(
  { db }: Pick<House, 'db'>,
  capacity: number,
  { holdMinutes = 15, inHours = 72 } = {},
): Promise<TestShow> {
  const id = randomUUID();
  const typeId = randomUUID();
  const code = nameCode(8, 'test show', id);
  await db.sql(
    `insert into shows (tenant_id, id, production_id, code, starts_at, time_zone, kind, status, capacity, seats_left, hold_minutes, refund_policy, published_at)
     select $1, $2, id, $3, now() + make_interval(hours => $4), 'Europe/Moscow', 'stream', 'announced', $5, $5, $6, '{"fullUntilHours": 24, "thenPercent": 50}', now()
     from productions where tenant_id = $1 order by position limit 1`,
    [sampleTenantId, id, code, inHours, capacity, holdMinutes],
  );
  await db.sql(
    `insert into ticket_types (tenant_id, id, show_id, position, name, note) values ($1, $2, $3, 0, '{"ru":"Партер","en":"Stalls"}', '{"ru":"","en":""}')`,
    [sampleTenantId, typeId, id],
  );
  for (const [currency, amount] of Object.entries({ RUB: 90_000, EUR: 1000, XTR: 450 }))
    await db.sql('insert into ticket_prices (tenant_id, ticket_type_id, currency, amount) values ($1, $2, $3, $4)', [
      sampleTenantId,
      typeId,
      currency,
      amount,
    ]);
  return { id, code, typeId };
}

export type WebOrder = { orderId: string; email: string; reply: Reply; token: string; checkoutUrl: string };

let guests = 0;
/** Where somebody new asks from (RFC 2544: nobody's): the house trusts one proxy. */
export function newAddress(): string {
  guests += 1;
  return `198.18.${Math.floor(guests / 250)}.${1 + (guests % 250)}`;
}

/** A guest on the web asks for seats. */
export async function order(
  house: House,
  show: TestShow,
  quantity = 1,
  { orderId = randomUUID() as string, email = `${randomUUID()}@example.com`, address = newAddress() } = {},
): Promise<WebOrder> {
  const reply = await call(`${house.web}/api/orders`, {
    headers: { 'x-forwarded-for': address },
    body: {
      orderId,
      showId: show.id,
      lines: [{ ticketTypeId: show.typeId, quantity }],
      provider: 'stripe',
      email,
      language: 'en',
    },
  });
  return { orderId, email, reply, token: String(reply.body['orderToken']), checkoutUrl: String(reply.body['checkoutUrl']) };
}

/**
 * Presses until there is an answer, as the page does: under the same id while the house is busy, under a new one when
 * selling had paused and that id is spent.
 *
 * @throws at once when the house asks to come again and does not say when
 */
export function orderUntilAnswered(
  house: House,
  show: TestShow,
  quantity = 1,
  { patience = 240_000, ...asked }: { patience?: number; email?: string; address?: string } = {},
): Promise<WebOrder> {
  let same: { orderId?: string; email?: string; address?: string } = { email: `${randomUUID()}@example.com`, ...asked };
  const answered = async () => {
    const placed = await order(house, show, quantity, same);
    const { status, body, headers } = placed.reply;
    if (status !== 503) return placed;
    if (!Number(headers.get('retry-after'))) throw new Error(`503 ${JSON.stringify(body)}`);
    const { orderId: _, ...again } = same;
    same = body['error'] === 'Busy' ? { ...again, orderId: placed.orderId } : again;
    return undefined;
  };
  return eventually(answered, 'an order is answered', patience);
}

/** The same, for somebody who must get what they ask for. */
export async function orderTaken(...asked: Parameters<typeof orderUntilAnswered>): Promise<WebOrder> {
  const placed = await orderUntilAnswered(...asked);
  if (placed.reply.status !== 201) throw new Error(`${placed.reply.status} ${JSON.stringify(placed.reply.body)}`);
  return placed;
}

export const payOnPage = (checkoutUrl: string, body: object = {}) => call(`${checkoutUrl}/pay`, { body });

export const seen = async (house: House, { orderId, token }: Pick<WebOrder, 'orderId' | 'token'>) =>
  (await call(`${house.web}/api/orders/${orderId}?token=${token}`)).body;

export const inPhase = (house: House, placed: WebOrder, phase: string, deadlineMs?: number) =>
  eventually(
    async () => {
      const now = await seen(house, placed);
      return now['phase'] === phase ? now : undefined;
    },
    `order ${placed.orderId} is ${phase}`,
    deadlineMs,
  );

export type PhoneMessage = {
  messageId: number;
  text: string;
  by: string;
  buttons: Array<Array<{ text: string; data?: string; url?: string; pay?: boolean }>>;
  media: { url: string } | null;
  invoice: { totalAmount: number; paid: boolean; title: string } | null;
  protectContent: boolean;
};

/** Somebody with a phone. */
export async function newViewer(
  house: House,
  { firstName = 'Анна', languageCode = 'ru', ...person }: { firstName?: string; languageCode?: string; id?: number } = {},
) {
  const { body } = await call<{ id: number }>(`${house.sandbox}/people`, { body: { firstName, languageCode, ...person } });
  const at = `${house.sandbox}/people/${body.id}`;
  const messages = async () => (await call<PhoneMessage[]>(`${at}/messages`)).body;
  const viewer = {
    id: body.id,
    messages,
    say: (text: string) => call(`${at}/messages`, { body: { text } }),
    press: (messageId: number, data: string) => call(`${at}/presses`, { body: { messageId, data } }),
    pay: (messageId: number) =>
      call<{ result: string; error?: string; chargeId?: string }>(`${at}/payments`, { body: { messageId } }),
    sees: (what: string, test: (message: PhoneMessage) => unknown) =>
      eventually(
        async () => (await messages()).findLast((message) => message.by === 'bot' && test(message)),
        `${firstName} sees ${what}`,
      ),
    initData: async (query = '') => (await call<{ initData: string }>(`${at}/init-data${query}`)).body.initData,
    block: () => call(`${at}/block`, { body: {} }),
    /** /start → type → quantity → pay button: the invoice. */
    async order(show: TestShow, quantity = 1): Promise<PhoneMessage> {
      await viewer.say(`/start show_${show.code}`);
      const card = await viewer.sees('the card', ({ media, buttons }) => media && buttons[0]?.[0]?.data === `t:${show.code}:0`);
      await viewer.press(card.messageId, `t:${show.code}:0`);
      const choosing =
        (start: string) =>
        ({ messageId, buttons }: PhoneMessage) =>
          messageId === card.messageId && buttons.flat().some(({ data }) => data?.startsWith(start));
      await viewer.sees('quantities', choosing(`q:${show.code}:0:${quantity}`));
      await viewer.press(card.messageId, `q:${show.code}:0:${quantity}`);
      const ready = await viewer.sees('the pay button', choosing('p:'));
      await viewer.press(card.messageId, ready.buttons[0]![0]!.data!);
      return viewer.sees('the invoice', ({ invoice }) => invoice && !invoice.paid);
    },
  };
  return viewer;
}
