/** What an organiser can ask about the shop. */
import { defineUpdate } from '@temporalio/workflow';
import type { LocalText } from '../../domain/language.ts';
import type { Money } from '../../domain/money.ts';
import type { Sealed } from '../../domain/sealed.ts';
import type { ItemKind } from '../../domain/shop.ts';
import type { PosterSymbol } from '../../domain/shows.ts';

export type SavedItem = {
  /** Works for the organisation; the step checks it once more. */
  by: string;
  /** The same request again changes nothing. */
  requestId: string;
  itemId: string;
  kind: ItemKind;
  title: LocalText;
  note: LocalText;
  /** What only a buyer may read: a `LocalText`, sealed. */
  gift: Sealed | null;
  symbol: PosterSymbol;
  hue: number;
  prices: Money[];
  /** How many are left now; null: as many as are wanted. */
  stock: number | null;
  /** Offered to viewers. */
  active: boolean;
};
export const saveShopItem = defineUpdate<void, [SavedItem]>('saveShopItem');
