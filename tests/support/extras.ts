/** A foyer for tests: a show that begins soon, guests with paid tickets, what they give and buy beside them. */
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { sampleTenantId } from '../../database/sample/theatre.ts';
import { TestPage } from './audience.ts';
import { inPhase, newShow, orderTaken, payOnPage, type TestShow } from './buyers.ts';
import type { House } from './house.ts';
import { call, eventually, type Reply } from './http.ts';

export type Guest = {
  ticketId: string;
  token: string;
  email: string;
  /** A page in the audience. */
  page(): Promise<TestPage>;
  /** @param path below the ticket */
  ask(path: string, body?: object): Promise<Reply<Record<string, any>>>;
  /** @throws unless it can be paid */
  donate(more?: object): Promise<Placed>;
  buy(items: Array<{ itemId: string; quantity: number }>, more?: object): Promise<Placed>;
};
export type Placed = { orderId: string; checkoutUrl: string; reply: Reply<Record<string, any>> };
export type Foyer = { show: TestShow; guests: Guest[] };

/** The doors are open: half an hour before the start. */
export async function openFoyer(house: House, viewers: number): Promise<Foyer> {
  const show = await newShow(house, viewers + 10);
  const guests: Guest[] = [];
  for (let n = 0; n < viewers; n += 1) {
    const placed = await orderTaken(house, show);
    await payOnPage(placed.checkoutUrl);
    const { tickets } = await inPhase(house, placed, 'paid');
    const watch = new URL(tickets[0].watchUrl, house.web);
    guests.push(guest(house, placed.email, tickets[0].id, watch.searchParams.get('token')!));
  }
  await house.db.sql(`update shows set starts_at = now() + interval '30 minutes' where id = $1`, [show.id]);
  return { show, guests };
}

function guest(house: House, email: string, ticketId: string, token: string): Guest {
  const ask = (path: string, body?: object) =>
    call(`${house.web}/api/tickets/${ticketId}/${path}?token=${token}`, body ? { body } : {});
  const place = async (path: string, body: { orderId: string }): Promise<Placed> => {
    const reply = await ask(path, body);
    assert.equal(reply.status, 201, JSON.stringify(reply.body));
    return { orderId: body.orderId, checkoutUrl: reply.body['checkoutUrl'], reply };
  };
  return {
    ...{ ticketId, token, email, ask },
    async page() {
      const { body } = await ask('audience', {});
      const page = new TestPage(house.web, body['pass']);
      await page.entered();
      return page;
    },
    donate: (more = {}) => place('donations', { ...donation(), ...more }),
    buy: (items, more = {}) => place('purchases', { ...purchase(items), ...more }),
  };
}

export const donation = (more: object = {}) => ({
  ...{ orderId: randomUUID(), amount: 30_000, currency: 'RUB', provider: 'stripe', name: 'Анна', text: 'Спасибо за вечер!' },
  ...more,
});
export const purchase = (items: Array<{ itemId: string; quantity: number }>, more: object = {}) => ({
  ...{ orderId: randomUUID(), currency: 'RUB', provider: 'stripe', items, note: 'В гардероб' },
  ...more,
});

const gift = '{"ru":"https://example.com/ru","en":"https://example.com/en"}';
/** @param stock null: as many as are wanted */
export async function newItem(
  { db }: Pick<House, 'db'>,
  kind: 'programme' | 'merchandise',
  stock: number | null,
  amount = 50_000,
): Promise<string> {
  const id = randomUUID();
  await db.sql(
    `insert into shop_items (tenant_id, id, kind, title, note, gift, symbol, hue, prices, stock)
     values ($1, $2, $3, '{"ru":"Вещь","en":"Thing"}', '{"ru":"","en":""}', $4, 'rose', 10, $5, $6)`,
    [...[sampleTenantId, id, kind, kind === 'programme' ? gift : null], JSON.stringify([{ amount, currency: 'RUB' }]), stock],
  );
  return id;
}

export const extraIn = (of: Guest, orderId: string, phase: string, deadlineMs?: number) =>
  eventually(
    async () => {
      const { body } = await of.ask(`extras/${orderId}`);
      return body['phase'] === phase ? body : undefined;
    },
    `extra ${orderId} is ${phase}`,
    deadlineMs,
  );

export const booksOf = async ({ db }: Pick<House, 'db'>, orderId: string): Promise<Record<string, number>> =>
  Object.fromEntries(
    (
      await db.sql<{ account: string; sum: number }>(
        'select account, sum(amount)::int as sum from ledger_entries where order_id = $1 group by account',
        [orderId],
      )
    ).map(({ account, sum }) => [account, sum]),
  );

/** What is ordered meanwhile has no time to be paid. */
export async function withoutTime<T>({ db }: Pick<House, 'db'>, ordered: () => Promise<T>): Promise<T> {
  await db.sql(
    `create function no_time() returns trigger language plpgsql as $$ begin new.hold_ends_at := now(); return new; end $$`,
  );
  await db.sql(
    `create trigger no_time before update on orders for each row when (old.hold_ends_at is null and new.hold_ends_at is not null) execute function no_time()`,
  );
  try {
    return await ordered();
  } finally {
    await db.sql('drop function no_time cascade');
  }
}

/** Its page is paid, or paid once more, though the order may no longer offer it. */
export async function payAgain({ db, sandbox }: Pick<House, 'db' | 'sandbox'>, orderId: string): Promise<void> {
  const [order] = await db.sql<{ url: string }>('select checkout_url as url from orders where id = $1', [orderId]);
  await call(`${sandbox}/stripe/sessions/${order!.url.split('/').at(-1)}/pay-again`, { body: {} });
}
