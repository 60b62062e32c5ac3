/** Donations and the shop of a show, as the house tells of them. */
import type { Currency, LocalText, Money, Order } from '../../api/types.ts';
import type { NewProduction } from '../organiser/types.ts';

export type Way = { provider: Order['provider']; currencies: Currency[] };
/** Minor units. */
export type Giving = { currency: Currency; suggested: number[]; least: number; most: number };
export type ShopItem = {
  id: string;
  kind: 'programme' | 'merchandise';
  title: LocalText;
  note: LocalText;
  symbol: NewProduction['symbol'];
  hue: number;
  prices: Money[];
  /** Null: as many as wanted. */
  left: number | null;
  mostEach: number;
};
export type BoughtItem = {
  itemId: string;
  title: LocalText;
  quantity: number;
  unit: Money;
  /** A programme's address or text, once it is paid. */
  gift: string | null;
};
export type ExtraOrder = {
  orderId: string;
  number: string;
  kind: 'donation' | 'shop';
  phase: Order['phase'];
  reason: string | null;
  total: Money;
  checkoutUrl: string | null;
  holdEndsAt: string | null;
  items: BoughtItem[];
  handedOverAt: string | null;
  refunded: Money | null;
};
export type Extras = { open: boolean; donations: Giving[]; ways: Way[]; items: ShopItem[]; bought: ExtraOrder[] };
export type NewDonation = {
  orderId: string;
  amount: number;
  currency: Currency;
  provider: Way['provider'];
  name: string;
  text: string;
};
export type NewPurchase = {
  orderId: string;
  currency: Currency;
  provider: Way['provider'];
  items: { itemId: string; quantity: number }[];
  note: string;
};
