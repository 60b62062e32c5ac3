/** A date and a time as the theatre's clock shows them, and the moment they mean. */

const formatters = new Map<string, Intl.DateTimeFormat>();
function formatter(timeZone: string): Intl.DateTimeFormat {
  const known =
    formatters.get(timeZone) ??
    new Intl.DateTimeFormat('en-CA', {
      ...{ timeZone, hourCycle: 'h23' },
      ...{ year: 'numeric', month: '2-digit', day: '2-digit', hour: '2-digit', minute: '2-digit' },
    });
  formatters.set(timeZone, known);
  return known;
}

export type LocalTime = { date: string; time: string };

/** «2026-11-28» and «19:00» in that zone. */
export function localTime(iso: string, timeZone: string): LocalTime {
  const parts = formatter(timeZone).formatToParts(new Date(iso));
  const part = (type: Intl.DateTimeFormatPartTypes) => parts.find((one) => one.type === type)?.value ?? '';
  return { date: `${part('year')}-${part('month')}-${part('day')}`, time: `${part('hour')}:${part('minute')}` };
}

const asUtc = ({ date, time }: LocalTime): number => Date.parse(`${date}T${time}:00Z`);

/** The moment (ISO); undefined when nothing readable was typed, or when clocks jump over that hour. Of a doubled hour the first. */
export function momentIn(local: LocalTime, timeZone: string): string | undefined {
  const wanted = asUtc(local);
  if (!/^\d{4}-\d\d-\d\d$/.test(local.date) || !/^\d\d:\d\d$/.test(local.time) || Number.isNaN(wanted)) return undefined;
  const offset = (at: number) => asUtc(localTime(new Date(at).toISOString(), timeZone)) - at;
  const fits = [wanted - offset(wanted - 86_400_000), wanted - offset(wanted + 86_400_000)].filter((at) => {
    const shown = localTime(new Date(at).toISOString(), timeZone);
    return shown.date === local.date && shown.time === local.time;
  });
  return fits.length > 0 ? new Date(Math.min(...fits)).toISOString() : undefined;
}

/** So many days later by the calendar of that zone, at the same time of its clock. */
export function daysLater(iso: string, days: number, timeZone: string): LocalTime {
  const { date, time } = localTime(iso, timeZone);
  return { date: new Date(Date.parse(`${date}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10), time };
}
