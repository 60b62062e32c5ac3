/** YooKassa's API as a table: method, path, the operation's name and what it does. */
import type { Desk } from './desk.ts';
import { cancelPayment, capturePayment, createPayment } from './payments.ts';
import { createRefund } from './refunds.ts';
import { invalid, missing } from './yookassa-error.ts';

export type Operation = {
  name: string;
  method: 'GET' | 'POST';
  /** `:id` stands for one id. */
  path: string;
  run(desk: Desk, asked: { id: string; body: unknown; query: URLSearchParams }): unknown;
};

const of = <T>(what: string, all: Record<string, T>, id: string): T => {
  const found = Object.hasOwn(all, id) ? all[id] : undefined;
  if (found === undefined) throw missing(what);
  return found;
};

export const operations: Operation[] = [
  { name: 'payments.create', method: 'POST', path: '/v3/payments', run: (desk, { body }) => createPayment(desk, body) },
  {
    name: 'payments.list',
    method: 'GET',
    path: '/v3/payments',
    run: ({ state }, { query }) => listOf(Object.values(state.payments), query, ['status']),
  },
  {
    name: 'payments.get',
    method: 'GET',
    path: '/v3/payments/:id',
    run: ({ state }, { id }) => of('Payment', state.payments, id),
  },
  {
    name: 'payments.capture',
    method: 'POST',
    path: '/v3/payments/:id/capture',
    run: (desk, { id, body }) => capturePayment(desk, of('Payment', desk.state.payments, id), body),
  },
  {
    name: 'payments.cancel',
    method: 'POST',
    path: '/v3/payments/:id/cancel',
    run: (desk, { id, body }) => cancelPayment(desk, of('Payment', desk.state.payments, id), body),
  },
  { name: 'refunds.create', method: 'POST', path: '/v3/refunds', run: (desk, { body }) => createRefund(desk, body) },
  {
    name: 'refunds.list',
    method: 'GET',
    path: '/v3/refunds',
    run: ({ state }, { query }) => listOf(Object.values(state.refunds), query, ['payment_id', 'status']),
  },
  { name: 'refunds.get', method: 'GET', path: '/v3/refunds/:id', run: ({ state }, { id }) => of('Refund', state.refunds, id) },
  {
    name: 'me.get',
    method: 'GET',
    path: '/v3/me',
    run: ({ shopId }) => ({
      account_id: shopId,
      status: 'enabled',
      test: true,
      fiscalization: { enabled: true, provider: 'sandbox' },
    }),
  },
];

/** Newest first, in pages; the cursor is the id that the next page begins with. */
function listOf<T extends { id: string }>(all: T[], query: URLSearchParams, filters: string[]): unknown {
  for (const name of query.keys())
    if (![...filters, 'limit', 'cursor'].includes(name)) throw invalid(`The sandbox cannot filter by ${name}`, name);
  const limit = Number(query.get('limit') ?? 10);
  if (!Number.isInteger(limit) || limit < 1 || limit > 100) throw invalid('Limit must be 1 to 100', 'limit');
  const fitting = all
    .filter((one) => filters.every((name) => !query.has(name) || (one as Record<string, unknown>)[name] === query.get(name)))
    .reverse();
  const cursor = query.get('cursor');
  const start = cursor === null ? 0 : fitting.findIndex(({ id }) => id === cursor);
  if (start < 0) throw invalid('No such cursor', 'cursor');
  const next = fitting[start + limit];
  return { type: 'list', items: fitting.slice(start, start + limit), ...(next ? { next_cursor: next.id } : {}) };
}
