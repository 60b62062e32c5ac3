/** Finds what a person typed in whatever Temporal keeps: payloads opened at every depth, and all the words around them. */
import { historyToJSON } from '@temporalio/common/lib/proto-utils.js';

type History = Parameters<typeof historyToJSON>[0];

/** What a test knows of its people beyond what can be told by its look. */
export type KnownPeople = {
  /** Names, and whatever else they wrote: found as whole words, in any case. */
  words?: readonly string[];
  telegramIds?: readonly number[];
};
export type Finding = {
  where: string;
  what: 'e-mail' | 'phone' | 'Telegram id' | 'word of a person' | 'text of a person';
  text: string;
};

/** Figures of Temporal's own, which may happen to be somebody's number. */
const ownFigures =
  /(^|\.)(eventId|taskId|nanos|seconds|historySizeBytes|\w*EventId|identity|binaryChecksum|buildId|data\.metadata\.\w+)$/;
/** AES-256-GCM: a month, 12 bytes, 16 bytes, and what nobody reads without the key. */
const sealed = /\bs1\.\d{4}-\d{2}\.[\w-]{16}\.[\w-]{22}\.[\w-]+/g;
const email = /[\p{L}\d._%+-]+@[\p{L}\d-]+(?:\.[\p{L}\d-]+)*\.\p{L}{2,}/u;
/** International as people write it, and Russian without the plus. */
const phone = /(?<![\w+.-])(?:\+\d(?:[ ()-]{0,2}\d){9,13}|8[ (-]{1,2}\d{3}[ )-]{1,2}\d{3}[ -]?\d{2}[ -]?\d{2}|89\d{9})(?![\w-])/;
const named = /\btelegram:\d+|"?telegram_?id"?\s*[:=]\s*"?\d+/i;
/** Our own words in histories are English; letters beyond ASCII are somebody's name or message. */
const foreign = /[^\p{ASCII}\p{P}\p{S}\p{Z}\p{C}]+/u;

/** @param history as Temporal gives it, or as a file keeps it. */
export function personalDataIn(history: History | object, known: KnownPeople = {}): Finding[] {
  const found: Finding[] = [];
  const patterns = patternsOf(known);
  for (const said of textsOf(history)) for (const finding of lookAt(said, patterns)) found.push(finding);
  return found;
}

type Said = { where: string; text: string /** Short, and perhaps no text at all. */; guessed: boolean };

/** Every text in it, with the way to it; what is wrapped (base64, JSON, hex, URL) is told both wrapped and opened. */
export function textsOf(history: History | object): Said[] {
  const texts: Said[] = [];
  const look = (value: unknown, where: string, guessed = false): void => {
    if (Array.isArray(value)) {
      for (const [at, item] of value.entries()) look(item, `${where}.${at}`, guessed);
    } else if (value !== null && typeof value === 'object') {
      for (const [key, item] of Object.entries(value)) {
        texts.push({ where, text: key, guessed });
        look(item, where === '' ? key : `${where}.${key}`, guessed);
      }
    } else if (typeof value === 'number') {
      texts.push({ where, text: String(value), guessed });
    } else if (typeof value === 'string') {
      texts.push({ where, text: value, guessed });
      const certain = /(^|\.)data$/.test(where);
      for (const { opened, surely = true } of openedOf(value.replaceAll(sealed, '')))
        look(opened, where, guessed || !(surely || certain));
    }
  };
  look(isJson(history) ? history : JSON.parse(historyToJSON(history as History)), '');
  return texts;
}

/** Files keep times as text, Temporal's own objects keep them as numbers and payloads as bytes. */
const isJson = (history: object): boolean => {
  const first = (history as { events?: Array<{ eventTime?: unknown }> }).events?.[0];
  return first === undefined || typeof first.eventTime === 'string';
};

const uuid = /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/i;
type Opened = { opened: unknown; surely?: boolean };

function* openedOf(text: string): Generator<Opened> {
  if (/^\s*[[{"]/.test(text)) {
    try {
      yield { opened: JSON.parse(text) };
    } catch {}
  }
  if (/%[\da-f]{2}/i.test(text)) {
    try {
      yield { opened: decodeURIComponent(text) };
    } catch {}
  }
  if (/^(?:[\da-f]{2}){4,}$/i.test(text)) yield* readable(Buffer.from(text, 'hex'));
  if (uuid.test(text)) return;
  if (/^[\w+/-]{4,}={0,2}$/.test(text)) return yield* readable(Buffer.from(text, 'base64'));
  // Tokens carry theirs between dots.
  for (const [part] of text.matchAll(/[\w+/-]{16,}/g)) if (!uuid.test(part)) yield* readable(Buffer.from(part, 'base64'));
}

/** Text alone: what is random reads as nothing, unless it is so short that chance may read as a letter ("3600" does). */
function* readable(bytes: Buffer): Generator<Opened> {
  const opened = bytes.toString('utf8');
  if (!/[\p{Cc}\p{Cn}\uFFFD]/u.test(opened.replaceAll(/[\t\r\n]/g, ''))) yield { opened, surely: bytes.length >= 24 };
}

const plain = /[.*+?^${}()|[\]\\]/g;
/** One look for all that is known, however many people a simulation has. */
const wordsPattern = (words: readonly string[]) =>
  words.length === 0
    ? undefined
    : new RegExp(`(?<![\\p{L}\\d])(?:${words.map((word) => word.replaceAll(plain, '\\$&')).join('|')})(?![\\p{L}\\d])`, 'iu');
const idsPattern = (ids: readonly number[]) =>
  ids.length === 0 ? undefined : new RegExp(`(?<![\\w.-])(?:${ids.join('|')})(?![\\w.-])`);

type Patterns = Array<readonly [Finding['what'], RegExp | undefined]>;
const patternsOf = ({ words = [], telegramIds = [] }: KnownPeople): Patterns => [
  ['e-mail', email],
  ['phone', phone],
  ['Telegram id', named],
  ['Telegram id', idsPattern(telegramIds)],
  ['word of a person', wordsPattern(words)],
  ['text of a person', foreign],
];

function* lookAt({ where, text: whole, guessed }: Said, patterns: Patterns): Generator<Finding> {
  if (ownFigures.test(where)) return;
  const text = whole.replaceAll(sealed, '');
  for (const [what, pattern] of patterns) {
    if (guessed && pattern === foreign) continue;
    const match = pattern?.exec(text);
    if (match) yield { where, what, text: match[0] };
  }
}
