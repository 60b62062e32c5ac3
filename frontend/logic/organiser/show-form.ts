/** The form of a date as it is typed, and what the house is asked for when every field can be read. */
import type { Currency, Language, LocalText, RefundPolicy } from '../../api/types.ts';
import { readSum, writeSum } from '../open-price.ts';
import type { MyShowDetails, MyTicketType, NewShow, NewTicketType, ShowKind, ShowSettings } from './types.ts';
import { momentIn } from './zoned-time.ts';

export const currencies: readonly Currency[] = ['RUB', 'EUR', 'USD', 'XTR'];
export const kinds: readonly ShowKind[] = ['stream', 'telegram', 'immersive', 'external'];

export type TypeDraft = {
  name: LocalText;
  note: LocalText;
  quota: string;
  openPrice: boolean;
  prices: Record<Currency, string>;
};
export type SettingsDraft = {
  capacity: string;
  holdMinutes: string;
  policy: { fullUntilHours: string; thenPercent: string; noneWithinHours: string };
  chatId: string;
};
export type ShowDraft = SettingsDraft & { date: string; time: string; kind: ShowKind; types: TypeDraft[] };

/** What is wrong by the field's path, in the API's own paths; the word for it is `organiser.fault.<key>`. */
export type Faults = Record<string, string>;
export type Read<T> = { value: T; faults?: undefined } | { faults: Faults };

export const emptyType = (): TypeDraft => ({
  ...{ name: { ru: '', en: '' }, note: { ru: '', en: '' }, quota: '', openPrice: false },
  prices: { RUB: '', EUR: '', USD: '', XTR: '' },
});

export const emptyShow = (): ShowDraft => ({
  ...{ date: '', time: '19:00', kind: 'stream', capacity: '100', holdMinutes: '15', chatId: '' },
  policy: { fullUntilHours: '24', thenPercent: '50', noneWithinHours: '2' },
  types: [emptyType()],
});

/** Settings of a date that is there already. */
export const settingsOf = ({ sales, holdMinutes, refundPolicy, chatId }: MyShowDetails): SettingsDraft => ({
  ...{ capacity: String(sales.capacity), holdMinutes: String(holdMinutes), chatId: chatId === null ? '' : String(chatId) },
  policy: {
    fullUntilHours: String(refundPolicy.fullUntilHours),
    thenPercent: String(refundPolicy.thenPercent),
    noneWithinHours: String(refundPolicy.noneWithinHours),
  },
});

export function typeOf({ name, note, quota, openPrice, prices }: MyTicketType, language: Language): TypeDraft {
  const typed = prices.map((price) => [price.currency, writeSum(price, language)]);
  return {
    ...{ name: { ...name }, note: { ...note }, quota: quota === null ? '' : String(quota), openPrice },
    prices: { ...emptyType().prices, ...(Object.fromEntries(typed) as Partial<Record<Currency, string>>) },
  };
}

function wholeIn(typed: string | number, least: number, most: number): number | undefined {
  const value = Number(String(typed).trim());
  return String(typed).trim() !== '' && Number.isInteger(value) && value >= least && value <= most ? value : undefined;
}

/** As much of a policy as can be read, for its sentence. */
export function readPolicy({ policy }: Pick<SettingsDraft, 'policy'>): Read<RefundPolicy> {
  const fullUntilHours = wholeIn(policy.fullUntilHours, 0, 2160);
  const thenPercent = wholeIn(policy.thenPercent, 0, 100);
  const noneWithinHours = wholeIn(policy.noneWithinHours, 0, 2160);
  const faults: Faults = {};
  if (fullUntilHours === undefined) faults['refundPolicy.fullUntilHours'] = 'hours';
  if (thenPercent === undefined) faults['refundPolicy.thenPercent'] = 'percent';
  if (noneWithinHours === undefined) faults['refundPolicy.noneWithinHours'] = 'hours';
  else if (fullUntilHours !== undefined && noneWithinHours > fullUntilHours) faults['refundPolicy.noneWithinHours'] = 'order';
  return Object.keys(faults).length > 0
    ? { faults }
    : { value: { fullUntilHours: fullUntilHours!, thenPercent: thenPercent!, noneWithinHours: noneWithinHours! } };
}

export function readSettings(draft: SettingsDraft, kind: ShowKind): Read<Omit<ShowSettings, 'requestId'>> {
  const capacity = wholeIn(draft.capacity, 1, 100_000);
  const holdMinutes = wholeIn(draft.holdMinutes, 1, 1440);
  const policy = readPolicy(draft);
  const chatId = /^-?\d{5,15}$/.test(draft.chatId.trim()) ? Number(draft.chatId) : null;
  const faults: Faults = { ...policy.faults };
  if (capacity === undefined) faults['capacity'] = 'capacity';
  if (holdMinutes === undefined) faults['holdMinutes'] = 'minutes';
  if (kind === 'telegram' && draft.chatId.trim() !== '' && chatId === null) faults['chatId'] = 'chat';
  if (policy.faults || Object.keys(faults).length > 0) return { faults };
  const settings = { capacity: capacity!, holdMinutes: holdMinutes!, refundPolicy: policy.value };
  return { value: { ...settings, chatId: kind === 'telegram' ? chatId : null } };
}

function readType(draft: TypeDraft, path: string): Read<NewTicketType> {
  const faults: Faults = {};
  for (const language of ['ru', 'en'] as const) if (!draft.name[language].trim()) faults[`${path}.name.${language}`] = 'missing';
  const quota = draft.quota.toString().trim() === '' ? null : wholeIn(draft.quota, 1, 100_000);
  if (quota === undefined) faults[`${path}.quota`] = 'capacity';
  const typed = currencies.filter((currency) => draft.prices[currency].trim() !== '');
  const prices = typed.map((currency) => ({ currency, amount: readSum(draft.prices[currency], currency) }));
  for (const { currency, amount } of prices) if (amount === undefined) faults[`${path}.prices.${currency}`] = 'sum';
  if (prices.length === 0) faults[`${path}.prices`] = 'price';
  if (Object.keys(faults).length > 0) return { faults };
  const name = { ru: draft.name.ru.trim(), en: draft.name.en.trim() };
  const note = { ru: draft.note.ru.trim(), en: draft.note.en.trim() };
  return { value: { name, note, quota: quota!, openPrice: draft.openPrice, prices: prices as NewTicketType['prices'] } };
}

/** Everything but the ids. */
export function readShow(draft: ShowDraft, timeZone: string, now: number): Read<Omit<NewShow, 'requestId' | 'productionId'>> {
  const startsAt = momentIn(draft, timeZone);
  const settings = readSettings(draft, draft.kind);
  const types = draft.types.map((type, index) => readType(type, `ticketTypes.${index}`));
  const faults: Faults = { ...settings.faults };
  for (const type of types) Object.assign(faults, type.faults);
  if (!draft.date || !draft.time) faults['startsAt'] = 'when';
  else if (!startsAt) faults['startsAt'] = 'noSuchTime';
  else if (Date.parse(startsAt) <= now) faults['startsAt'] = 'past';
  if (settings.faults || !startsAt || Object.keys(faults).length > 0) return { faults };
  const ticketTypes = types.flatMap(({ faults: wrong, ...read }) => (wrong ? [] : [(read as { value: NewTicketType }).value]));
  return { value: { ...settings.value, startsAt, timeZone, kind: draft.kind, ticketTypes } };
}
