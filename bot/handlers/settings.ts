/** A person's own settings: the language in which they are spoken to, and the clock they live by. */
import { Refusal } from '../../domain/errors.ts';
import type { Language } from '../../domain/language.ts';
import type { Visit } from '../context.ts';
import type { BotDeps } from '../deps.ts';
import { inRows, press } from '../keyboards.ts';
import { present, say } from '../present.ts';
import { texts } from '../texts.ts';
import { nowIn, zoneCity, zones } from '../zones.ts';

export const chooseLanguage = (visit: Visit) =>
  say(visit, visit.words.chooseLanguage, [
    [press('Русский', { kind: 'language', language: 'ru' }), press('English', { kind: 'language', language: 'en' })],
  ]);

export async function setLanguage(visit: Visit, { people }: BotDeps, language: Language): Promise<void> {
  await people.changeProfile(visit.personId, { language }, `bot:${visit.callbackQuery?.id}`);
  await visit.reply(texts[language].languageSet);
}

export async function chooseTimeZone(visit: Visit): Promise<void> {
  const { words, language, timeZone } = visit;
  const now = timeZone ? words.timeZoneNow(zoneCity(timeZone, language), nowIn(timeZone, language)) : words.timeZoneUnknown;
  const buttons = Object.keys(zones).map((zone) =>
    press(`${zoneCity(zone, language)} · ${nowIn(zone, language)}`, { kind: 'timeZone', zone }),
  );
  await say(visit, `${now}\n\n${words.chooseTimeZone}`, inRows(buttons, 2));
}

export async function setTimeZone(visit: Visit, { people }: BotDeps, zone: string): Promise<void> {
  if (!Object.hasOwn(zones, zone)) throw new Refusal('InvalidRequest');
  await people.changeProfile(visit.personId, { timeZone: zone }, `bot:${visit.callbackQuery?.id}`);
  const { words, language } = visit;
  await present(visit, words.timeZoneSet(zoneCity(zone, language), nowIn(zone, language)));
}
