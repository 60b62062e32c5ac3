/** What an organisation must say to be paid at a provider itself. */
import type { PayingProvider } from './orders.ts';

type Needs = { settings: readonly string[]; secrets: readonly string[] };

/** Stars go to the bot in which they are paid: there is nothing to say but where they are offered. */
export const accountNeeds: Record<PayingProvider, Needs> = {
  stripe: { settings: [], secrets: ['secretKey', 'webhookSecret'] },
  yookassa: { settings: ['shopId', 'vatCode'], secrets: ['secretKey'] },
  stars: { settings: [], secrets: [] },
};
