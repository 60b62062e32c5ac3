/** Puts an evening into the person's calendar. */
import type { ShowSummary } from '../api/types.ts';
import { type CalendarEntry, calendarAddress, calendarFile } from '../logic/calendar.ts';
import { useTelegram } from './use-telegram.ts';
import { useWords } from './use-words.ts';

export function useCalendar() {
  const { local } = useWords();
  const { webApp } = useTelegram();

  return function toCalendar(show: ShowSummary): void {
    const entry: CalendarEntry = {
      id: show.id,
      title: local(show.production.title),
      place: local(show.production.theatre),
      startsAt: show.startsAt,
      minutes: show.production.minutes,
      url: `${location.origin}/shows/${show.code}`,
    };
    // Telegram's own browser saves no files.
    if (webApp.value?.openLink) {
      webApp.value.openLink(calendarAddress(entry));
      return;
    }
    const address = URL.createObjectURL(new Blob([calendarFile(entry, Date.now())], { type: 'text/calendar' }));
    const link = Object.assign(document.createElement('a'), { href: address, download: `${show.code}.ics` });
    link.click();
    setTimeout(() => URL.revokeObjectURL(address), 10_000);
  };
}
