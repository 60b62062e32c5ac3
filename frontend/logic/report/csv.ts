/** The report as a table that spreadsheets open as it is. */
import type { Currency, Language } from '../../api/types.ts';
import { minorDigits } from '../money.ts';
import { type AudienceReport, currenciesOf, everyMinute, sumOf } from './curves.ts';

const csvColumns = [
  ...(['minute', 'viewers', 'joins', 'leaves', 'lines', 'reactions', 'stalls', 'stalledSeconds', 'errors', 'bitrate'] as const),
];
type CsvColumn = (typeof csvColumns)[number];
type Words = { column: (name: CsvColumn) => string; donations: (currency: Currency) => string };

/** «2026-11-28 19:05» on that clock, which spreadsheets take for a moment. */
const moment = (iso: string, timeZone: string): string =>
  new Intl.DateTimeFormat('sv-SE', { dateStyle: 'short', timeStyle: 'short', timeZone }).format(new Date(iso));

/** A mark of UTF-8 first. A Russian spreadsheet wants semicolons between fields and a comma in a number. */
export function csvOf(report: AudienceReport, language: Language, words: Words): string {
  const [between, point] = language === 'ru' ? [';', ','] : [',', '.'];
  const currencies = currenciesOf(report);
  const number = (value: number) => String(value).replace('.', point);
  const major = (amount: number, currency: Currency) => (amount / 10 ** minorDigits[currency]).toFixed(minorDigits[currency]);
  const rows = everyMinute(report).map((one) => [
    moment(one.minute, report.show.timeZone),
    ...[one.viewers, one.joins, one.leaves, one.lines, one.reactions, one.stalls, one.stalledMs / 1000, one.errors].map(number),
    one.bitrate === null ? '' : number(one.bitrate),
    ...currencies.map((currency) => major(sumOf(one.donations, currency), currency).replace('.', point)),
  ]);
  const quoted = (field: string) =>
    [between, '"', '\r', '\n'].some((mark) => field.includes(mark)) ? `"${field.replaceAll('"', '""')}"` : field;
  const head = [...csvColumns.map(words.column), ...currencies.map(words.donations)];
  return `\ufeff${[head, ...rows].map((row) => row.map(quoted).join(between)).join('\r\n')}\r\n`;
}

export const csvName = ({ show }: Pick<AudienceReport, 'show'>): string => `rampa-${show.code}-audience.csv`;
