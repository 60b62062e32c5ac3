/** Sends one event to one endpoint, signed: https://docs.stripe.com/webhooks#verify-manually. */
import { createHmac } from 'node:crypto';
import { unixNow } from '../shared/ids.ts';
import type { Delivery, StripeState } from './types.ts';

export async function deliver({ state }: { state: StripeState }, { eventId, endpointId }: Delivery): Promise<void> {
  const event = state.events[eventId];
  const endpoint = state.endpoints[endpointId];
  // An endpoint that was deleted meanwhile gets nothing more.
  if (event === undefined || endpoint === undefined) return;
  const body = JSON.stringify(event, null, 2);
  const response = await fetch(endpoint.url, {
    method: 'POST',
    headers: {
      'content-type': 'application/json; charset=utf-8',
      'user-agent': 'Stripe/1.0 (+https://stripe.com/docs/webhooks)',
      'stripe-signature': signature(body, endpoint.secret),
    },
    body,
    signal: AbortSignal.timeout(20_000),
    redirect: 'manual',
  });
  await response.arrayBuffer();
  if (!response.ok) throw new Error(`the endpoint answered ${response.status}`);
  event['pending_webhooks'] = Math.max(0, Number(event['pending_webhooks']) - 1);
}

export function signature(body: string, secret: string, at = unixNow()): string {
  return `t=${at},v1=${createHmac('sha256', secret).update(`${at}.${body}`).digest('hex')}`;
}
