/** What an inline button says back: 64 bytes at most, so codes and places in a list, never UUIDs with words. */
export type Press =
  | { kind: 'events' | 'myTickets' }
  /** The playbill turns to another page in place. */
  | { kind: 'page'; page: number }
  | { kind: 'show'; code: string }
  | { kind: 'dates'; code: string }
  | { kind: 'type'; code: string; position: number }
  | { kind: 'quantity'; code: string; position: number; quantity: number }
  /** `nonce` is new with each rendering of the button: pressing one twice is one order, coming back is another. */
  | { kind: 'pay'; code: string; position: number; quantity: number; nonce: string }
  | { kind: 'cancel' | 'tickets'; orderId: string }
  | { kind: 'confirmSignIn' | 'declineSignIn'; signInId: string }
  | { kind: 'language'; language: 'ru' | 'en' };

const compact = (uuid: string) => uuid.replaceAll('-', '');
export const expandUuid = (hex: string): string => hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');

export function encodePress(press: Press): string {
  switch (press.kind) {
    case 'events':
      return 'e';
    case 'page':
      return `g:${press.page}`;
    case 'show':
      return `s:${press.code}`;
    case 'dates':
      return `d:${press.code}`;
    case 'type':
      return `t:${press.code}:${press.position}`;
    case 'quantity':
      return `q:${press.code}:${press.position}:${press.quantity}`;
    case 'pay':
      return `p:${press.code}:${press.position}:${press.quantity}:${press.nonce}`;
    case 'cancel':
      return `c:${compact(press.orderId)}`;
    case 'tickets':
      return `k:${compact(press.orderId)}`;
    case 'confirmSignIn':
      return `iy:${compact(press.signInId)}`;
    case 'declineSignIn':
      return `in:${compact(press.signInId)}`;
    case 'language':
      return `l:${press.language}`;
    case 'myTickets':
      return 'm';
  }
}

const code = '([0-9A-Z]{4,16})';
const patterns: Array<[RegExp, (parts: string[]) => Press]> = [
  [/^e$/, () => ({ kind: 'events' })],
  [/^g:(\d{1,3})$/, ([page]) => ({ kind: 'page', page: Number(page) })],
  [new RegExp(`^s:${code}$`), ([show]) => ({ kind: 'show', code: show! })],
  [new RegExp(`^d:${code}$`), ([show]) => ({ kind: 'dates', code: show! })],
  [new RegExp(`^t:${code}:(\\d{1,2})$`), ([show, position]) => ({ kind: 'type', code: show!, position: Number(position) })],
  [
    new RegExp(`^q:${code}:(\\d{1,2}):([1-9]|10)$`),
    ([show, position, quantity]) => ({ kind: 'quantity', code: show!, position: Number(position), quantity: Number(quantity) }),
  ],
  [
    new RegExp(`^p:${code}:(\\d{1,2}):([1-9]|10):([0-9a-z]{1,16})$`),
    ([show, position, quantity, nonce]) => ({
      kind: 'pay',
      code: show!,
      position: Number(position),
      quantity: Number(quantity),
      nonce: nonce!,
    }),
  ],
  [/^c:([0-9a-f]{32})$/, ([order]) => ({ kind: 'cancel', orderId: expandUuid(order!) })],
  [/^k:([0-9a-f]{32})$/, ([order]) => ({ kind: 'tickets', orderId: expandUuid(order!) })],
  [/^iy:([0-9a-f]{32})$/, ([id]) => ({ kind: 'confirmSignIn', signInId: expandUuid(id!) })],
  [/^in:([0-9a-f]{32})$/, ([id]) => ({ kind: 'declineSignIn', signInId: expandUuid(id!) })],
  [/^l:(ru|en)$/, ([language]) => ({ kind: 'language', language: language as 'ru' | 'en' })],
  [/^m$/, () => ({ kind: 'myTickets' })],
];

/** Undefined for data that no button of ours carries. */
export function decodePress(data: string): Press | undefined {
  for (const [pattern, build] of patterns) {
    const match = pattern.exec(data);
    if (match) return build(match.slice(1));
  }
  return undefined;
}
