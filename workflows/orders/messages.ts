/** What a person can ask of a ticket order. */
import { defineSignal, defineUpdate } from '@temporalio/workflow';
import type { Language } from '../../domain/language.ts';
import type { Currency, Money } from '../../domain/money.ts';
import type { OrderLine, ProviderName, Surface } from '../../domain/orders.ts';
import type { Sealed } from '../../domain/sealed.ts';

export type TicketOrderInput = {
  tenantId: string;
  orderId: string;
  showId: string;
  personId: string;
  /** Who may speak for this order: the person, or for a guest the person and the device. A stranger who knows the id is somebody else. */
  asker: string;
  /** Hash of what was asked for, so that a known id with other content is refused. */
  digest: string;
  lines: OrderLine[];
  currency: Currency;
  provider: ProviderName;
  account: string;
  surface: Surface;
  bot?: string;
  language: Language;
  /** The buyer's contact. */
  buyer: Sealed;
  /** Complimentary tickets: who of the organisation gives them. Nothing is paid, provider is `none`. */
  givenBy?: string;
  /** Of a guest: keyed hash of the network that they ask from. */
  network?: string;
};

export type CheckoutRequest = Pick<TicketOrderInput, 'asker' | 'digest'>;
export type Checkout = { checkoutUrl: string; total: Money; holdEndsAt: string };

/** Update-with-start: holds the seats and answers with the payment link. Refusals are ApplicationFailures whose type is an error code. */
export const checkout = defineUpdate<Checkout, [CheckoutRequest]>('checkout');
/** The buyer no longer wants it; only before payment. The door has checked who they are: by their sign-in or the order's signed link. */
export const cancelOrder = defineUpdate<void, [Pick<TicketOrderInput, 'personId'>]>('cancelOrder');

/** A request of somebody signed in: the buyer, a companion, or a member of the organisation. The door has checked who they are. */
type Asked = { personId: string /** The same request again changes nothing. */; requestId: string };

export type RefundRequest = Asked & {
  /** Null: every ticket that is still good. */
  ticketIds: string[] | null;
  /** An organiser's request: the whole price, whatever the policy says. */
  whole: boolean;
  /** True for a member of the organisation, who need not be the buyer. */
  byMember: boolean;
};
export type RefundPromise = { back: Money; kept: Money; ticketIds: string[] };
/** Tickets come back: access ends first, then the money goes back; the answer says what was promised. */
export const requestRefund = defineUpdate<RefundPromise, [RefundRequest]>('requestRefund');

export type ExchangeRequest = Asked & { showId: string };
/** All tickets of the order for another date of the same production, at the same price. */
export const exchangeTickets = defineUpdate<{ showId: string; startsAt: string }, [ExchangeRequest]>('exchangeTickets');

export type ClaimRequest = { personId: string; ticketId: string; language: Language; bot?: string; holder: Sealed };
/** A companion takes one ticket, once; the door has checked the link. */
export const claimTicket = defineUpdate<void, [ClaimRequest]>('claimTicket');

export type BringRequest = { personId: string; language: Language; bot: string; holder: Sealed };
/** A guest's order comes into Telegram: its unclaimed tickets and its messages. The door has checked the link. */
export const bringToTelegram = defineUpdate<void, [BringRequest]>('bringToTelegram');

export type RateRequest = { personId: string; stars: number; comment?: Sealed };
export const rateShow = defineUpdate<void, [RateRequest]>('rateShow');

/** A personal link into the show's closed chat; a new one when the last was used. The answer names its row: a link is a key, and no history's. */
export const invite = defineUpdate<{ invitation: string }, [{ personId: string; requestId: string }]>('invite');

export type JoinAsked = {
  personId: string;
  chatId: number;
  /** Whose link they came by, by its row; null for a link that is none of ours. */
  invitation: string | null;
  knocker: Sealed;
};
/** Somebody knocks at the show's chat. */
export const joinAsked = defineSignal<[JoinAsked]>('joinAsked');

/** The organisation's own hand: tickets sent once more, or made void without money. */
export const resendTickets = defineUpdate<void, [Asked]>('resendTickets');
export const revokeTickets = defineUpdate<void, [Asked & { ticketIds: string[] }]>('revokeTickets');

/** The order's show was moved, cancelled or is played another way. `revision` grows with each change: an old one is nothing new. */
export type ShowChanged = {
  revision: number;
  /** `wayIn`: played another way, so that one gets in another way. */
  kind: 'moved' | 'cancelled' | 'wayIn';
  /** ISO 8601. */
  startsAt: string;
};
export const showChanged = defineSignal<[ShowChanged]>('showChanged');
