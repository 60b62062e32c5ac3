/** What can be paid for beside a ticket: thanks that stand over the picture, a programme, things to take home. */
import { cleanText, hasLink, hasWord, longestName } from './audience.ts';
import type { Currency, Money } from './money.ts';

/** A programme is read at once; merchandise waits to be handed over. */
export const itemKinds = ['programme', 'merchandise'] as const;
export type ItemKind = (typeof itemKinds)[number];

/** So long goods are kept, and a payment page waits. */
export const extraMinutes = 10;
/** A process waits so long for goods to be handed over, days after the show. */
export const handOverDays = 90;
/** Of one item in one purchase, and of different items. */
export const mostOfItem = 10;
export const mostItems = 10;
/** Purchases of one person that wait for their payment: else one ticket could keep a shop empty. */
export const mostUnpaid = 3;

/** Characters. */
export const longestDonorName = longestName;
export const longestDonationText = 200;
export const longestNote = 300;

/** Minor units; `least` is what every provider takes, `most` what nobody types by mistake. */
export const donationBounds: Record<Currency, { suggested: number[]; least: number; most: number }> = {
  RUB: { suggested: [10_000, 30_000, 50_000, 100_000], least: 5_000, most: 10_000_000 },
  EUR: { suggested: [300, 500, 1_000, 2_500], least: 100, most: 100_000 },
  USD: { suggested: [300, 500, 1_000, 2_500], least: 100, most: 100_000 },
  XTR: { suggested: [50, 150, 250, 500], least: 10, most: 10_000 },
};

export const isDonation = ({ amount, currency }: Money): boolean =>
  amount >= donationBounds[currency].least && amount <= donationBounds[currency].most;

/** What somebody typed beside their money. */
export type ExtraWords = {
  /** By which a donor is shown; '' for nobody's. */
  name: string;
  /** Over the picture for a donation; where to and which size for goods. */
  text: string;
};
export const cleanWords = ({ name, text }: ExtraWords): ExtraWords => ({ name: cleanText(name), text: cleanText(text) });

/** The rules of the show's chat hold over its picture too. @param words cleaned */
export function wordsRefusal(
  { name, text }: ExtraWords,
  { links, words }: { links: boolean; words: readonly string[] },
): 'LineHasLink' | 'LineHasWord' | undefined {
  if ((!links && hasLink(text)) || hasLink(name)) return 'LineHasLink';
  return hasWord(text, words) || hasWord(name, words) ? 'LineHasWord' : undefined;
}
