/** Opens the Stripe stand-in on its state: the configured endpoint, the deliveries, the clock. */
import type { SandboxOptions } from '../options.ts';
import type { Faults } from '../shared/faults.ts';
import { DEFAULT_GAPS_MS, Outbox } from '../shared/outbox.ts';
import { deliver } from './deliver.ts';
import type { Desk } from './desk.ts';
import { settleDue } from './settle.ts';
import type { Delivery, StripeState } from './types.ts';

const DAY_MS = 86_400_000;
const CONFIGURED = 'we_configured';

export function openDesk(options: SandboxOptions, state: StripeState, parts: { faults: Faults; changed(): void }): Desk {
  const { secretKey, webhookSecret, webhookUrl, asyncMs = 1000 } = options.stripe;
  delete state.endpoints[CONFIGURED];
  for (const [key, { at }] of Object.entries(state.idempotency)) if (at < Date.now() - DAY_MS) delete state.idempotency[key];
  if (webhookUrl) {
    const fixed = { id: CONFIGURED, enabledEvents: ['*'], created: 0, description: 'from the configuration', metadata: {} };
    state.endpoints[CONFIGURED] = { ...fixed, url: webhookUrl, secret: webhookSecret };
  }
  const desk: Desk = {
    ...parts,
    ...{ state, secretKey, asyncMs, url: '' },
    outbox: new Outbox<Delivery>({
      items: state.deliveries,
      ...parts,
      target: 'stripe-webhook',
      push: (envelope) => deliver(desk, envelope.body),
      pushes: () => true,
      strict: false,
      gapsMs: options.retryGapsMs ?? DEFAULT_GAPS_MS,
    }),
    tick: () => settleDue(desk),
    close() {
      clearInterval(clock);
      desk.outbox.close();
    },
  };
  const clock = setInterval(desk.tick, 200);
  return desk;
}
