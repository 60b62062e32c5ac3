/** Stripe's API as a table: method, path, the operation's name and what it does. */
import type { Desk } from './desk.ts';
import { createEndpoint, shownEndpoint } from './endpoints.ts';
import { type Form, items, metadata, text } from './form.ts';
import { listOf } from './lists.ts';
import { createRefund } from './refunds.ts';
import { createSession, expireSession } from './sessions.ts';
import { missing } from './stripe-error.ts';
import type { Metadata } from './types.ts';

export type Operation = {
  name: string;
  method: 'GET' | 'POST' | 'DELETE';
  /** `:id` stands for one id. */
  path: string;
  run(desk: Desk, form: Form, id: string): unknown;
};

const of = <T>(what: string, all: Record<string, T>, id: string): T => {
  const found = Object.hasOwn(all, id) ? all[id] : undefined;
  if (found === undefined) throw missing(what, id);
  return found;
};
const matching = <T extends object>(all: Record<string, T>, form: Form, ...fields: string[]): T[] =>
  Object.values(all).filter((one) =>
    fields.every((field) => text(form, field) === undefined || (one as Record<string, unknown>)[field] === text(form, field)),
  );
/** Stripe merges metadata; an empty value takes a key away. */
const update = <T extends { metadata: Metadata }>(desk: Desk, object: T, form: Form): T => {
  for (const [key, value] of Object.entries(metadata(form))) {
    if (value === '') delete object.metadata[key];
    else object.metadata[key] = value;
  }
  desk.changed();
  return object;
};

const SESSIONS = '/v1/checkout/sessions';

export const operations: Operation[] = [
  { name: 'checkout.sessions.create', method: 'POST', path: SESSIONS, run: createSession },
  {
    name: 'checkout.sessions.list',
    method: 'GET',
    path: SESSIONS,
    run: ({ state }, form) => listOf(matching(state.sessions, form, 'payment_intent', 'status', 'customer'), form, SESSIONS),
  },
  {
    name: 'checkout.sessions.retrieve',
    method: 'GET',
    path: `${SESSIONS}/:id`,
    run: ({ state }, _, id) => of('checkout.session', state.sessions, id),
  },
  {
    name: 'checkout.sessions.update',
    method: 'POST',
    path: `${SESSIONS}/:id`,
    run: (desk, form, id) => update(desk, of('checkout.session', desk.state.sessions, id), form),
  },
  {
    name: 'checkout.sessions.expire',
    method: 'POST',
    path: `${SESSIONS}/:id/expire`,
    run: (desk, _, id) => expireSession(desk, of('checkout.session', desk.state.sessions, id)),
  },
  {
    name: 'checkout.sessions.listLineItems',
    method: 'GET',
    path: `${SESSIONS}/:id/line_items`,
    run({ state }, form, id) {
      of('checkout.session', state.sessions, id);
      // Lists are newest first; line items keep the order they were given in.
      return listOf([...(state.lineItems[id] ?? [])].reverse(), form, `${SESSIONS}/${id}/line_items`);
    },
  },
  {
    name: 'paymentIntents.list',
    method: 'GET',
    path: '/v1/payment_intents',
    run: ({ state }, form) => listOf(Object.values(state.paymentIntents), form, '/v1/payment_intents'),
  },
  {
    name: 'paymentIntents.retrieve',
    method: 'GET',
    path: '/v1/payment_intents/:id',
    run: ({ state }, _, id) => of('payment_intent', state.paymentIntents, id),
  },
  {
    name: 'paymentIntents.update',
    method: 'POST',
    path: '/v1/payment_intents/:id',
    run: (desk, form, id) => update(desk, of('payment_intent', desk.state.paymentIntents, id), form),
  },
  {
    name: 'charges.list',
    method: 'GET',
    path: '/v1/charges',
    run: ({ state }, form) => listOf(matching(state.charges, form, 'payment_intent'), form, '/v1/charges'),
  },
  {
    name: 'charges.retrieve',
    method: 'GET',
    path: '/v1/charges/:id',
    run: ({ state }, _, id) => of('charge', state.charges, id),
  },
  { name: 'refunds.create', method: 'POST', path: '/v1/refunds', run: createRefund },
  {
    name: 'refunds.list',
    method: 'GET',
    path: '/v1/refunds',
    run: ({ state }, form) => listOf(matching(state.refunds, form, 'payment_intent', 'charge'), form, '/v1/refunds'),
  },
  {
    name: 'refunds.retrieve',
    method: 'GET',
    path: '/v1/refunds/:id',
    run: ({ state }, _, id) => of('refund', state.refunds, id),
  },
  {
    name: 'events.list',
    method: 'GET',
    path: '/v1/events',
    run({ state }, form) {
      const types = [...items(form, 'types').map(String), ...(text(form, 'type') ? [String(text(form, 'type'))] : [])];
      const fits = (type: string): boolean =>
        types.length === 0 || types.some((one) => one === type || (one.endsWith('.*') && type.startsWith(one.slice(0, -1))));
      return listOf(
        Object.values(state.events).filter((event) => fits(event.type)),
        form,
        '/v1/events',
      );
    },
  },
  { name: 'events.retrieve', method: 'GET', path: '/v1/events/:id', run: ({ state }, _, id) => of('event', state.events, id) },
  {
    name: 'accounts.retrieveCurrent',
    method: 'GET',
    path: '/v1/account',
    run: () => ({ id: 'acct_sandbox', object: 'account' }),
  },
  { name: 'balance.retrieve', method: 'GET', path: '/v1/balance', run: balance },
  { name: 'webhookEndpoints.create', method: 'POST', path: '/v1/webhook_endpoints', run: createEndpoint },
  {
    name: 'webhookEndpoints.list',
    method: 'GET',
    path: '/v1/webhook_endpoints',
    run: ({ state }, form) => listOf(Object.values(state.endpoints).map(shownEndpoint), form, '/v1/webhook_endpoints'),
  },
  {
    name: 'webhookEndpoints.retrieve',
    method: 'GET',
    path: '/v1/webhook_endpoints/:id',
    run: ({ state }, _, id) => shownEndpoint(of('webhook endpoint', state.endpoints, id)),
  },
  {
    name: 'webhookEndpoints.del',
    method: 'DELETE',
    path: '/v1/webhook_endpoints/:id',
    run(desk, _, id) {
      of('webhook endpoint', desk.state.endpoints, id);
      delete desk.state.endpoints[id];
      desk.changed();
      return { id, object: 'webhook_endpoint', deleted: true };
    },
  },
];

function balance({ state }: Desk): unknown {
  const sums = new Map<string, number>();
  for (const charge of Object.values(state.charges)) {
    if (charge.paid) sums.set(charge.currency, (sums.get(charge.currency) ?? 0) + charge.amount - charge.amount_refunded);
  }
  const available = [...sums].map(([currency, amount]) => ({ amount, currency, source_types: { card: amount } }));
  return { object: 'balance', available, livemode: false, pending: [] };
}
