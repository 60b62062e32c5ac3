/** The form of a production as it is typed, and what the house is asked for. */
import type { LocalText } from '../../api/types.ts';
import type { Faults, Read } from './show-form.ts';
import type { NewProduction } from './types.ts';

export type ProductionDraft = {
  title: LocalText;
  author: LocalText;
  description: LocalText;
  minutes: string;
  ageLimit: number;
  symbol: NewProduction['symbol'];
  hue: number;
};

export const ages = [0, 6, 12, 16, 18] as const;
export const symbolNames: readonly NewProduction['symbol'][] = [
  'gull',
  'cherry',
  'mask',
  'crown',
  'skull',
  'rose',
  'moon',
  'letter',
];

export const emptyProduction = (): ProductionDraft => ({
  ...{ title: { ru: '', en: '' }, author: { ru: '', en: '' }, description: { ru: '', en: '' } },
  ...{ minutes: '90', ageLimit: 12, symbol: 'mask', hue: 320 },
});

const most = { title: 120, author: 120, description: 2000 } as const;

export function readProduction(draft: ProductionDraft): Read<Omit<NewProduction, 'requestId'>> {
  const faults: Faults = {};
  for (const field of ['title', 'author', 'description'] as const)
    for (const language of ['ru', 'en'] as const) {
      const length = draft[field][language].trim().length;
      if (length === 0) faults[`${field}.${language}`] = 'missing';
      else if (length > most[field]) faults[`${field}.${language}`] = 'long';
    }
  const minutes = Number(draft.minutes);
  if (!Number.isInteger(minutes) || minutes < 5 || minutes > 600) faults['minutes'] = 'length';
  if (Object.keys(faults).length > 0) return { faults };
  const trimmed = ({ ru, en }: LocalText) => ({ ru: ru.trim(), en: en.trim() });
  const { ageLimit, symbol, hue } = draft;
  const texts = { title: trimmed(draft.title), author: trimmed(draft.author), description: trimmed(draft.description) };
  return { value: { ...texts, minutes, ageLimit, symbol, hue } };
}
