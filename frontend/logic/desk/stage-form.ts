/** The rules of a show as they are typed, and as they are sent. */
import type { StageSettings } from '../organiser/types.ts';

export type StageDraft = {
  mark: boolean;
  countries: 'everywhere' | 'allow' | 'refuse';
  list: string[];
  /** As typed; empty is "no limit". */
  availableDays: string;
  unlockDays: string;
  watchHours: string;
  address: string;
};
export type StageFault = 'availableDays' | 'unlockDays' | 'watchHours' | 'address' | 'countries';

export const draftOf = ({ mark, countries, archive, address }: StageSettings): StageDraft => ({
  mark,
  countries: countries?.mode ?? 'everywhere',
  list: [...(countries?.list ?? [])],
  availableDays: String(archive.availableDays),
  unlockDays: archive.unlockDays === null ? '' : String(archive.unlockDays),
  watchHours: archive.watchHours === null ? '' : String(archive.watchHours),
  address: address ?? '',
});

/** Bounds of the API's schema. */
export const bounds = { availableDays: [0, 365], unlockDays: [1, 365], watchHours: [1, 8760] } as const;

const wholeBetween = (typed: string, [least, most]: readonly [number, number]): number | undefined => {
  const value = Number(typed);
  return typed.trim() !== '' && Number.isInteger(value) && value >= least && value <= most ? value : undefined;
};
const isAddress = (typed: string): boolean => /^https?:\/\/\S+\.\S+$/.test(typed) && URL.canParse(typed);

export function faultsOf(draft: StageDraft): StageFault[] {
  const optional = (field: 'unlockDays' | 'watchHours') =>
    draft[field].trim() !== '' && wholeBetween(draft[field], bounds[field]) === undefined;
  const faults: [StageFault, boolean][] = [
    ['availableDays', wholeBetween(draft.availableDays, bounds.availableDays) === undefined],
    ['unlockDays', optional('unlockDays')],
    ['watchHours', optional('watchHours')],
    ['address', draft.address.trim() !== '' && !isAddress(draft.address.trim())],
    ['countries', draft.countries !== 'everywhere' && draft.list.length === 0],
  ];
  return faults.flatMap(([field, wrong]) => (wrong ? [field] : []));
}

/** Of a draft without faults. */
export const settingsOf = (draft: StageDraft): StageSettings => ({
  mark: draft.mark,
  countries: draft.countries === 'everywhere' ? null : { mode: draft.countries, list: draft.list },
  archive: {
    availableDays: Number(draft.availableDays),
    unlockDays: draft.unlockDays.trim() === '' ? null : Number(draft.unlockDays),
    watchHours: draft.watchHours.trim() === '' ? null : Number(draft.watchHours),
  },
  address: draft.address.trim() || null,
});
