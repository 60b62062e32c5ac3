/** What a line of the list of orders says of tickets and money. */
import type { Money } from '../../api/types.ts';
import type { SoldOrder } from './types.ts';

type Counted = Pick<SoldOrder, 'phase' | 'asked' | 'seats'>;

/** Tickets that were asked for; how many of them are good is worth saying only when it is some of them. */
export const seatsOf = ({ phase, asked, seats }: Counted): { asked: number; good?: number } =>
  (phase === 'paid' || phase === 'closed') && seats < asked ? { asked, good: seats } : { asked };

/** What came back or is on its way; undefined when nothing did. */
export const returnedOf = ({ returned, given }: Pick<SoldOrder, 'returned' | 'given'>): Money | undefined =>
  returned.amount > 0 && !given ? returned : undefined;
