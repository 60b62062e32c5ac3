/** What an inline button says back: 64 bytes at most, so codes and places in a list, never UUIDs with words. */
import type { Language } from '../domain/language.ts';

const compact = (uuid: string) => uuid.replaceAll('-', '');
export const expandUuid = (hex: string): string => hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');

type Field<T> = { pattern: string; write: (value: T) => string; read: (text: string) => T };
const text = <T extends string = string>(pattern: string): Field<T> => ({
  pattern,
  write: (value) => value,
  read: (t) => t as T,
});
const whole = (pattern: string): Field<number> => ({ pattern, write: String, read: Number });
const uuid: Field<string> = { pattern: '[0-9a-f]{32}', write: compact, read: expandUuid };
/** Counts by the position of their ticket type, `1.0.2b`; see basket.ts. */
const cells = '\\d{1,2}[a-d]?(?:\\.\\d{1,2}[a-d]?){0,9}';

const fields = {
  orderId: uuid,
  ticketId: uuid,
  signInId: uuid,
  page: whole('\\d{1,3}'),
  /** A show's code. */
  code: text('[0-9A-Z]{4,16}'),
  /** A ticket type's place on its show's card: a show has ten at most. */
  position: whole('\\d'),
  quantity: whole('[1-9]|10'),
  basket: text(cells),
  /** What is in the basket already; left out when that is nothing. */
  besides: text(cells),
  /** New with each rendering of the button: pressing one twice is one request, coming back is another. */
  nonce: text('[0-9a-z]{1,9}'),
  language: text<Language>('ru|en'),
  zone: text('[A-Z][A-Za-z]{1,14}/[A-Z][A-Za-z_]{1,24}'),
  /** Tickets of an order, a bit each by their place in it. */
  chosen: {
    pattern: '[0-9a-f]{1,3}',
    write: (value) => value.toString(16),
    read: (t) => Number.parseInt(t, 16),
  } as Field<number>,
  /** What was promised when the button was drawn. */
  promise: text('[0-9A-Z]{6}'),
  stars: whole('[1-5]'),
  /** The secret part of a claim link. */
  key: text('[\\w-]{22}'),
};
type Fields = typeof fields;

/** Every kind of button: what its data begins with, then its fields in their order. */
const kinds = {
  events: ['e'],
  myTickets: ['m'],
  /** The playbill turns to another page in place. */
  page: ['g', 'page'],
  show: ['s', 'code'],
  dates: ['d', 'code'],
  /** Asks how many of a type, and how much where the buyer says. */
  type: ['t', 'code', 'position', 'besides'],
  quantity: ['q', 'code', 'position', 'quantity', 'besides'],
  basket: ['b', 'code', 'basket'],
  addAnother: ['u', 'code', 'basket'],
  pay: ['p', 'code', 'basket', 'nonce'],
  cancel: ['c', 'orderId'],
  /** The same once more, when the time to pay is over. */
  again: ['a', 'orderId'],
  /** The QR codes, then the order's card. */
  tickets: ['k', 'orderId'],
  order: ['o', 'orderId'],
  join: ['j', 'orderId'],
  handOver: ['h', 'ticketId'],
  claim: ['y', 'ticketId', 'key'],
  refund: ['f', 'orderId', 'chosen'],
  refundNow: ['fn', 'orderId', 'chosen', 'promise', 'nonce'],
  exchange: ['v', 'orderId'],
  exchangeFor: ['vf', 'orderId', 'code'],
  exchangeNow: ['vn', 'orderId', 'code', 'nonce'],
  rate: ['r', 'orderId', 'stars'],
  confirmSignIn: ['iy', 'signInId'],
  declineSignIn: ['in', 'signInId'],
  language: ['l', 'language'],
  timeZone: ['z', 'zone'],
} as const satisfies Record<string, readonly [string, ...Array<keyof Fields>]>;
type Kinds = typeof kinds;

type NamesOf<Layout> = Layout extends readonly [string, ...infer Names extends Array<keyof Fields>] ? Names[number] : never;
type ValueOf<Name extends keyof Fields> = Fields[Name] extends Field<infer Value> ? Value : never;
export type Press = {
  [Kind in keyof Kinds]: { kind: Kind } & { [Name in NamesOf<Kinds[Kind]>]: ValueOf<Name> };
}[keyof Kinds];
export type PressOf<Kind extends Press['kind']> = Extract<Press, { kind: Kind }>;

const layoutOf = (kind: Press['kind']): [string, Array<keyof Fields>] => {
  const [letter, ...names] = kinds[kind] as readonly [string, ...Array<keyof Fields>];
  return [letter, names];
};
const fieldOf = (name: keyof Fields) => fields[name] as Field<unknown>;

export function encodePress(press: Press): string {
  const [letter, names] = layoutOf(press.kind);
  const values = press as unknown as Record<string, unknown>;
  const parts = names.map((name) => fieldOf(name).write(values[name]));
  return [letter, ...parts].join(':').replace(/:$/, '');
}

const patterns = (Object.keys(kinds) as Array<Press['kind']>).map((kind) => {
  const [letter, names] = layoutOf(kind);
  const rest = names.map((name) => (name === 'besides' ? `(?::(${cells}))?` : `:(${fieldOf(name).pattern})`));
  return { kind, names, pattern: new RegExp(`^${letter}${rest.join('')}$`) };
});

/** Undefined for data that no button of ours carries. */
export function decodePress(data: string): Press | undefined {
  for (const { kind, names, pattern } of patterns) {
    const match = pattern.exec(data);
    if (!match) continue;
    const values = names.map((name, index) => [name, fieldOf(name).read(match[index + 1] ?? '')]);
    return { kind, ...Object.fromEntries(values) } as Press;
  }
  return undefined;
}
