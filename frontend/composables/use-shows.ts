/** The list of dates, kept for the whole visit, so that a page opened from another one is never empty. */
import { shallowRef } from 'vue';
import { api, ask } from '../api/client.ts';
import type { ShowSummary } from '../api/types.ts';
import { useLoaded } from './use-loaded.ts';

const known = shallowRef<ShowSummary[]>();

export function useShows() {
  return useLoaded(async () => {
    const { shows } = await ask(api.GET('/api/shows'));
    known.value = shows;
    return shows;
  }, known.value);
}

/** What the list said of this date, until its own page has loaded. */
export const knownShow = (idOrCode: string): ShowSummary | undefined =>
  known.value?.find((show) => show.id === idOrCode || show.code === idOrCode);
