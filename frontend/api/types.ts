/** Short names for the shapes of the API's answers. */
import type { components } from './schema.d.ts';

type Schemas = components['schemas'];
export type Money = Schemas['Money'];
export type Currency = Money['currency'];
export type LocalText = Schemas['LocalText'];
export type Language = keyof LocalText;
export type House = Schemas['House'];
export type Production = Schemas['Production'];
export type ShowDate = Schemas['ShowDate'];
export type ShowSummary = Schemas['ShowSummary'];
export type Show = Schemas['Show'];
export type TicketType = Schemas['TicketType'];
export type PaymentOffer = Schemas['PaymentOffer'];
export type RefundPolicy = Schemas['RefundPolicy'];
export type Order = Schemas['Order'];
export type Ticket = Schemas['Ticket'];
export type RefundQuote = Schemas['RefundQuote'];
export type ExchangeDate = Schemas['ExchangeDate'];
export type ClaimOffer = Schemas['ClaimOffer'];
export type TicketPass = Schemas['TicketPass'];
export type Claimed = Schemas['Claimed'];
export type PlacedOrder = Schemas['PlacedOrder'];
export type NewOrder = Schemas['NewOrder'];
export type WatchView = Schemas['WatchView'];
export type SignedIn = Schemas['SignedIn'];
export type SignInBegun = Schemas['SignInBegun'];
export type Problem = Schemas['Problem'];
