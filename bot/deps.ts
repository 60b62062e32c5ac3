/** What the bot stands on. Nothing here can write. */
import type { OrderCommands } from '../commands/orders/index.ts';
import type { PaymentCommands } from '../commands/payments/payment-settled.ts';
import type { PeopleCommands } from '../commands/people/profile.ts';
import type { SignInCommands } from '../commands/people/sign-in.ts';
import type { BroadcastCommands } from '../commands/shows/broadcast.ts';
import type { ClaimLinks } from '../domain/claim-link.ts';
import type { OrderLinks } from '../domain/order-link.ts';
import type { TicketSigner } from '../domain/ticket-token.ts';
import type { SignInQueries } from '../queries/people/sign-in.ts';
import type { Readers } from '../queries/readers.ts';

export type BotDeps = {
  /** Its name in the house: `platform`, or an organisation's own. */
  name: string;
  token: string;
  apiRoot?: string;
  readers: Readers;
  orders: OrderCommands;
  payments: PaymentCommands;
  people: PeopleCommands;
  signIns: Pick<SignInCommands, 'confirm' | 'decline'> & SignInQueries;
  stages: Pick<BroadcastCommands, 'notice'>;
  tickets: TicketSigner;
  orderLinks: OrderLinks;
  claimLinks: ClaimLinks;
  personIdOf: (identity: `telegram:${number}`) => string;
  publicUrl: string;
  /** Where people write about payments: an address, a @name or a page. Without it they are sent to the theatre. */
  support: string | undefined;
  /** Updates a minute of one person. @default 100 */
  ratePerMinute?: number;
  report: (error: unknown, what: string) => void;
};
