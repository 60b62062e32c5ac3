/** Which provider may be offered on which surface. Digital goods inside Telegram are paid in Stars; cards belong to the plain web. */
import type { Currency } from './money.ts';
import type { PayingProvider, Surface } from './orders.ts';

export type Offer = { provider: PayingProvider; account: string; currencies: Currency[] };

const offers: Record<Surface, Offer[]> = {
  bot: [{ provider: 'stars', account: 'platform', currencies: ['XTR'] }],
  miniapp: [{ provider: 'stars', account: 'platform', currencies: ['XTR'] }],
  web: [{ provider: 'stripe', account: 'platform', currencies: ['RUB', 'EUR'] }],
};

export const offersOn = (surface: Surface): Offer[] => offers[surface];
