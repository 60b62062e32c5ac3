/** What an audience does besides watching, in the words that every layer shares. */
import type { Currency } from './money.ts';
import type { StageState } from './stage.ts';

export const reactions = ['applause', 'bravo', 'heart', 'laugh', 'wow', 'tears'] as const;
export type Reaction = (typeof reactions)[number];
export type ReactionCounts = Partial<Record<Reaction, number>>;

/** Characters. */
export const longestLine = 500;
export const longestName = 40;
export const longestWordList = 500;
/** Seconds between two lines of one person. */
export const slowModes = [0, 5, 10, 30, 60, 300] as const;
/** Minutes. */
export const muteLengths = [1, 10, 60, 1440] as const;

/** The foyer opens before the curtain, and applause lasts after it; minutes. */
export const foyerMinutes = 60;
export const applauseMinutes = 30;

/** What somebody may not do just now, and why; `at` and `until` are ISO 8601. */
export type AudienceState = {
  /** Viewers may write. */
  open: boolean;
  slowSeconds: number;
  /** Viewers may write links. */
  links: boolean;
  pinned: string | null;
};
/** Before anybody changed it. */
export const firstState: AudienceState = { open: true, slowSeconds: 0, links: false, pinned: null };

export type LineKind = 'line' | 'donation';
/** A line as everybody sees it. */
export type Line = {
  id: string;
  /** Where it stands among the others: lines are ordered by it as text. */
  key: string;
  kind: LineKind;
  /** Tells the people of one show apart, and says nothing of them. */
  author: string;
  name: string;
  badge: 'organiser' | null;
  text: string;
  /** Of a donation: minor units. */
  money: { amount: number; currency: Currency } | null;
  /** ISO 8601. */
  at: string;
};

/** Why a line is not taken; each is an error of `domain/audience-errors.ts`. */
export type LineRefusal =
  | 'LineTooLong'
  | 'LineEmpty'
  | 'LineHasLink'
  | 'LineHasWord'
  | 'ChatClosed'
  | 'ChatSlow'
  | 'ChatMuted'
  | 'TooManyRequests';

/** A ticket lets its holder in from an hour before the start until half an hour after the end. */
export function audienceOpen(stage: { state: StageState; startsAt: Date; endedAt: Date | null }, now = new Date()): boolean {
  const { state, startsAt, endedAt } = stage;
  if (state === 'live' || state === 'interval' || state === 'interrupted') return true;
  if (state === 'offline' || state === 'test') return now.getTime() >= startsAt.getTime() - foyerMinutes * 60_000;
  return endedAt !== null && now.getTime() < endedAt.getTime() + applauseMinutes * 60_000;
}

// A scheme, www., a Telegram address, or a name with a known ending and something after or nothing: «спасибо.Всё» is none.
const link =
  /(?:https?:|tg:)\/\/|\bwww\.|\bt\.me\b|\b[a-z0-9][a-z0-9-]*(?:\.[a-z0-9-]+)*\.(?:ru|com|net|org|io|me|su|info|biz|online|site|shop|top|xyz|club|live|tv|app|dev|link|ly|рф)(?![\p{L}\d-])|[\p{L}\d-]+\.рф(?![\p{L}\d-])/iu;
export const hasLink = (text: string): boolean =>
  link.test(text.normalize('NFKC').replaceAll(/[\u200b-\u200f\u2060\ufeff\u00ad]/g, ''));

/** Letters that look alike are one, case and accents do not count. */
export const plainText = (text: string): string =>
  text
    .normalize('NFKD')
    .replaceAll(/[\p{M}\u200b-\u200f\u2060\ufeff\u00ad]/gu, '')
    .toLowerCase()
    .replaceAll(/[aeopcyxkmtbh3460]/g, (letter) => alike[letter] ?? letter)
    .replaceAll('ё', 'е');
const alike: Record<string, string> = {
  ...{ a: 'а', e: 'е', o: 'о', p: 'р', c: 'с', y: 'у', x: 'х', k: 'к', m: 'м', t: 'т', b: 'в', h: 'н' },
  ...{ '3': 'з', '4': 'ч', '6': 'б', '0': 'о' },
};

/** @param words each is a whole word, or the beginning of one when it ends with `*` */
export function hasWord(text: string, words: readonly string[]): boolean {
  if (words.length === 0) return false;
  const said = plainText(text).split(/[^\p{L}\d]+/u);
  return words.some((word) => {
    const plain = plainText(word.replace(/\*$/, ''));
    if (plain === '') return false;
    return word.endsWith('*') ? said.some((one) => one.startsWith(plain)) : said.includes(plain);
  });
}

/** One line of text without what could break out of its place: no controls, no direction marks, no more than two marks on a letter. */
export const cleanText = (text: string): string =>
  text
    .normalize('NFC')
    .replaceAll(/[\p{Cc}\u2028\u2029\u202a-\u202e\u2066-\u2069]+/gu, ' ')
    .replaceAll(/(\p{M}{2})\p{M}+/gu, '$1')
    .replaceAll(/\s+/g, ' ')
    .trim();
