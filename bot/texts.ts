/** The bot's words, in both languages. HTML: whatever comes from people or data is escaped before it gets here. */
import type { Language } from '../domain/language.ts';
import * as buying from './texts/buying.ts';
import * as house from './texts/house.ts';
import * as keeping from './texts/keeping.ts';
import * as playbill from './texts/playbill.ts';
import * as refusals from './texts/refusals.ts';
import * as tickets from './texts/tickets.ts';

const ru = { ...house.ru, ...playbill.ru, ...buying.ru, ...tickets.ru, ...keeping.ru, ...refusals.ru };
const en: typeof ru = { ...house.en, ...playbill.en, ...buying.en, ...tickets.en, ...keeping.en, ...refusals.en };

export const texts: Record<Language, typeof ru> = { ru, en };
export type Texts = typeof ru;
