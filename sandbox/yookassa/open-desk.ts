/** Opens the YooKassa stand-in on its state: notifications on their way, keys that are still remembered, the clock. */
import type { SandboxOptions } from '../options.ts';
import type { Faults } from '../shared/faults.ts';
import { DEFAULT_GAPS_MS, Outbox } from '../shared/outbox.ts';
import type { Desk } from './desk.ts';
import { giveUpDue } from './payments.ts';
import type { Notification, YooKassaState } from './types.ts';

const DAY_MS = 86_400_000;

export function openYooKassa(
  { yookassa, retryGapsMs = DEFAULT_GAPS_MS }: SandboxOptions,
  state: YooKassaState,
  parts: { faults: Faults; changed(): void },
): Desk {
  const { shopId = '100500', secretKey = 'test_sandbox', webhookUrl } = yookassa ?? {};
  for (const [key, { at }] of Object.entries(state.idempotency)) if (at < Date.now() - DAY_MS) delete state.idempotency[key];
  const desk: Desk = {
    ...parts,
    ...{ state, shopId, secretKey, webhookUrl, url: '' },
    outbox: new Outbox<Notification>({
      items: state.deliveries,
      ...parts,
      target: 'yookassa-webhook',
      push: ({ body }) => deliver(webhookUrl, body),
      pushes: () => true,
      strict: false,
      gapsMs: retryGapsMs,
    }),
    tick: () => giveUpDue(desk),
    close() {
      clearInterval(clock);
      desk.outbox.close();
    },
  };
  const clock = setInterval(desk.tick, 200);
  return desk;
}

/** Nothing is signed; only an answer of exactly 200 ends it. */
async function deliver(url: string | undefined, notification: Notification): Promise<void> {
  if (!url) return;
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'user-agent': 'AHC/2.1' },
    body: JSON.stringify(notification),
    signal: AbortSignal.timeout(20_000),
    redirect: 'manual',
  });
  await response.arrayBuffer();
  if (response.status !== 200) throw new Error(`the shop answered ${response.status}`);
}
