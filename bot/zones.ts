/** Time zones that people choose from, each named by a city; westernmost first. */
import { cityOf, formatTime } from '../domain/dates.ts';
import type { Language, LocalText } from '../domain/language.ts';

export const zones: Record<string, LocalText> = {
  'America/New_York': { ru: 'Нью-Йорк', en: 'New York' },
  'Europe/Lisbon': { ru: 'Лиссабон', en: 'Lisbon' },
  'Europe/London': { ru: 'Лондон', en: 'London' },
  'Europe/Berlin': { ru: 'Берлин', en: 'Berlin' },
  'Europe/Paris': { ru: 'Париж', en: 'Paris' },
  'Europe/Belgrade': { ru: 'Белград', en: 'Belgrade' },
  'Europe/Helsinki': { ru: 'Хельсинки', en: 'Helsinki' },
  'Europe/Kaliningrad': { ru: 'Калининград', en: 'Kaliningrad' },
  'Asia/Jerusalem': { ru: 'Иерусалим', en: 'Jerusalem' },
  'Europe/Istanbul': { ru: 'Стамбул', en: 'Istanbul' },
  'Europe/Minsk': { ru: 'Минск', en: 'Minsk' },
  'Europe/Moscow': { ru: 'Москва', en: 'Moscow' },
  'Europe/Samara': { ru: 'Самара', en: 'Samara' },
  'Asia/Tbilisi': { ru: 'Тбилиси', en: 'Tbilisi' },
  'Asia/Yerevan': { ru: 'Ереван', en: 'Yerevan' },
  'Asia/Dubai': { ru: 'Дубай', en: 'Dubai' },
  'Asia/Yekaterinburg': { ru: 'Екатеринбург', en: 'Yekaterinburg' },
  'Asia/Almaty': { ru: 'Алма-Ата', en: 'Almaty' },
  'Asia/Omsk': { ru: 'Омск', en: 'Omsk' },
  'Asia/Novosibirsk': { ru: 'Новосибирск', en: 'Novosibirsk' },
  'Asia/Krasnoyarsk': { ru: 'Красноярск', en: 'Krasnoyarsk' },
  'Asia/Irkutsk': { ru: 'Иркутск', en: 'Irkutsk' },
  'Asia/Yakutsk': { ru: 'Якутск', en: 'Yakutsk' },
  'Asia/Vladivostok': { ru: 'Владивосток', en: 'Vladivostok' },
  'Asia/Magadan': { ru: 'Магадан', en: 'Magadan' },
  'Asia/Kamchatka': { ru: 'Петропавловск-Камчатский', en: 'Petropavlovsk-Kamchatsky' },
};

export const zoneCity = (zone: string, language: Language): string => zones[zone]?.[language] ?? cityOf(zone, language);

export const nowIn = (zone: string, language: Language): string => formatTime(new Date(), zone, language);
