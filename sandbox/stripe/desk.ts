/** The living Stripe: its state and the events it tells. */
import type { Faults } from '../shared/faults.ts';
import { randomName, unixNow } from '../shared/ids.ts';
import type { Outbox } from '../shared/outbox.ts';
import { API_VERSION, type Delivery, type Event, type StripeState } from './types.ts';

export type Desk = {
  state: StripeState;
  changed(): void;
  faults: Faults;
  secretKey: string;
  asyncMs: number;
  /** Where people reach the sandbox, known once it listens. */
  url: string;
  outbox: Outbox<Delivery>;
  /** Sees to sessions that run out and asynchronous payments that settle. */
  tick(): void;
  close(): void;
};

/** Records an event and sends it to every endpoint that wants it. @param lane what must stay in order */
export function emit(desk: Desk, type: string, object: unknown, lane: string, previous?: unknown): Event {
  const event: Event = {
    id: `evt_${randomName(24)}`,
    object: 'event',
    api_version: API_VERSION,
    created: unixNow(),
    data: { object: structuredClone(object), ...(previous === undefined ? {} : { previous_attributes: previous }) },
    livemode: false,
    pending_webhooks: Object.keys(desk.state.endpoints).length,
    request: { id: `req_${randomName(14)}`, idempotency_key: null },
    type,
  };
  desk.state.events[event.id] = event;
  for (const endpoint of Object.values(desk.state.endpoints)) {
    const wanted = endpoint.enabledEvents.some((one) => one === '*' || one === type);
    if (wanted) desk.outbox.post(type, `${endpoint.id} ${lane}`, { eventId: event.id, endpointId: endpoint.id });
  }
  desk.changed();
  return event;
}
