/** Guards that a worker or a server can be started without, to show that the fault would be noticed: changes of the product's own text. */

import { type Change, changedBy, guards as ofSimulation } from '../simulation/guards.ts';
import type { Part } from '../support/house.ts';

const guards = {
  /** Every copy of an event is new money; every try of a refund is a new one to its provider; nobody asks it what it holds. */
  ...ofSimulation,
  /** Every try to open a payment page opens another. */
  checkoutKey: [
    {
      file: 'activities/payments/open.ts',
      from: ':checkout`,',
      to: ':checkout` + Math.random(),',
    },
  ],
  /** The news of money is acknowledged before Temporal has it. */
  keptFirst: [
    {
      file: 'api/webhooks/stripe.ts',
      from: "if (money) res.locals['ids'] = await takeMoney(deps, account, money, own?.tenantId);",
      to: 'if (money) takeMoney(deps, account, money, own?.tenantId).catch(() => {});',
    },
    { file: 'bot/polling.ts', from: 'isMoney(update) ? place(update).catch(() => {}) : handle(update)', to: 'handle(update)' },
  ],
  /** The worker's clock says when the time to pay ends. */
  heldByPostgres: [
    {
      file: 'activities/orders/seats.ts',
      from: "hold_ends_at = date_trunc('milliseconds', now())",
      to: `hold_ends_at = date_trunc('milliseconds', to_timestamp(\${Date.now() / 1000}))`,
    },
  ],
  /** A signature is good whatever its date. */
  datedEvents: [
    { file: 'providers/payments/stripe/webhook.ts', from: 'secret, tolerance,', to: 'secret, 0,' },
    {
      file: 'providers/payments/stripe/webhook.ts',
      from: 'return signedAt * 1000 - now <= tolerance * 1000 ? event : undefined;',
      to: 'return event;',
    },
  ],
  /** Telegram's `retry_after` is not heard. */
  pauses: [{ file: 'activities/messaging/send-once.ts', from: 'nextRetryDelay: error.retryAfterSeconds * 1000,', to: '' }],
  /** A 403 is a fault like any other. */
  takesNo: [{ file: 'providers/messaging/telegram/client.ts', from: 'error.code === 403 || ', to: '' }],
  /** Who cannot be written to in Telegram is not written to. */
  mailInstead: [
    { file: 'activities/messaging/notify.ts', from: "if (email === null || !letter) return 'nobody';", to: "return 'nobody';" },
  ],
  /** A ticket that may have arrived is left to an operator, like any other message. */
  ticketAgain: [{ file: 'activities/orders/deliver.ts', from: "whenUnknown: 'again'", to: "whenUnknown: 'ask'" }],
  /** The worker does not say that it is Postgres which is away. */
  awayNamed: [
    {
      file: 'workers/tenant-interceptor.ts',
      from: 'if (error instanceof TemporalFailure || !databaseAway(error)) throw error;',
      to: 'throw error;',
    },
  ],
  /** Nor does the server. */
  busyNamed: [{ file: 'api/errors.ts', from: "if (awayNow(error)) return ['Busy'];", to: '' }],
} satisfies Record<string, Change[]>;
type Guard = keyof typeof guards;

/** Starts it again without them, for whatever its house still does. */
export async function without(part: Part, off: Guard[], more: Record<string, string> = {}): Promise<void> {
  await part.stop();
  const options = `--import ${new URL('./unguarded.ts', import.meta.url).href} ${more['NODE_OPTIONS'] ?? ''}`;
  await part.start({ ...more, NODE_OPTIONS: options, RAMPA_WITHOUT: off.join() });
}

const changes: Change[] = (process.env['RAMPA_WITHOUT']?.split(',') ?? []).flatMap((guard) => guards[guard as Guard]);

/** What a process that was started so has instead. @param file relative to the checkout; `workflows` for their bundle */
export function unguarded(file: string, text: string): string {
  const inBundle = changes.some((change) => change.file === 'workflows') ? [bundleToo] : [];
  return changedBy([...changes, ...inBundle], file, text);
}

/** Workflows are bundled past the loader. */
const bundleToo: Change = {
  file: 'workers/bundle.ts',
  from: 'return { codePath };',
  to: `const { unguarded } = await import('${import.meta.url}');
       return { code: unguarded('workflows', readFileSync(codePath, 'utf8')) };`,
};
