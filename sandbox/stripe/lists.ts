/** Stripe's lists (newest first, by cursor) and its `expand`. */
import type { Desk } from './desk.ts';
import { type Form, integer, items, nested, text } from './form.ts';
import { missing } from './stripe-error.ts';

type Listed = { id: string; created?: number };

export function listOf<T extends Listed>(all: readonly T[], form: Form, url: string): unknown {
  const limit = Math.min(100, Math.max(1, integer(form, 'limit') ?? 10));
  const created = nested(form, 'created');
  const bounds = (['gt', 'gte', 'lt', 'lte'] as const).map((name) => [name, integer(created, name)] as const);
  const fits = ({ created: at = 0 }: Listed): boolean =>
    bounds.every(([name, bound]) => {
      if (bound === undefined) return true;
      return name === 'gt' ? at > bound : name === 'gte' ? at >= bound : name === 'lt' ? at < bound : at <= bound;
    });
  const newest = [...all].reverse().filter(fits);
  const after = text(form, 'starting_after');
  const before = text(form, 'ending_before');
  const from = after === undefined ? 0 : position(newest, after) + 1;
  const to = before === undefined ? newest.length : position(newest, before);
  const page = before === undefined ? newest.slice(from, from + limit) : newest.slice(Math.max(0, to - limit), to);
  const more = before === undefined ? from + limit < newest.length : to - limit > 0;
  return { object: 'list', data: page, has_more: more, url };
}

function position(all: readonly Listed[], id: string): number {
  const at = all.findIndex((one) => one.id === id);
  if (at === -1) throw missing('object', id, 'starting_after');
  return at;
}

/** Replaces ids by their objects along each path in `expand[]`. */
export function expand(desk: Desk, value: unknown, form: Form): unknown {
  const paths = items(form, 'expand').map(String);
  if (paths.length === 0) return value;
  const copy: unknown = structuredClone(value);
  for (const path of paths) expandPath(desk, copy, path.split('.'));
  return copy;
}

function expandPath(desk: Desk, value: unknown, [head = '', ...rest]: string[]): void {
  if (Array.isArray(value)) {
    for (const one of value) expandPath(desk, one, [head, ...rest]);
    return;
  }
  if (typeof value !== 'object' || value === null || head === '') return;
  const object = value as Record<string, unknown>;
  if (head === 'line_items' && object['object'] === 'checkout.session') {
    const id = String(object['id']);
    object['line_items'] = listOf(
      [...(desk.state.lineItems[id] ?? [])].reverse(),
      { limit: '100' },
      `/v1/checkout/sessions/${id}/line_items`,
    );
  }
  const found = typeof object[head] === 'string' ? lookUp(desk, object[head]) : undefined;
  if (found) object[head] = structuredClone(found);
  if (rest.length > 0) expandPath(desk, object[head], rest);
}

function lookUp({ state }: Desk, id: string): unknown {
  if (id.startsWith('txn_')) return balanceTransaction(state, id);
  return state.paymentIntents[id] ?? state.charges[id] ?? state.refunds[id] ?? state.sessions[id];
}

function balanceTransaction(state: Desk['state'], id: string): unknown {
  const charge = Object.values(state.charges).find((one) => one['balance_transaction'] === id);
  const refund = Object.values(state.refunds).find((one) => one['balance_transaction'] === id);
  const source = charge ?? refund;
  if (source === undefined) return undefined;
  // 2.9 % + 30, Stripe's usual price; a refund does not bring the fee back.
  const fee = charge ? Math.round(charge.amount * 0.029) + 30 : 0;
  const amount = charge ? charge.amount : -(refund?.amount ?? 0);
  return {
    ...{ id, object: 'balance_transaction', amount, fee, net: amount - fee, currency: source.currency, created: source.created },
    ...{ source: source.id, status: 'available', type: charge ? 'charge' : 'refund', exchange_rate: null, fee_details: [] },
  };
}
