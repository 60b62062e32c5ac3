/** The numbers that an evening's audience comes down to. */
import type { AudienceReport } from './curves.ts';

/** Hours that all viewers have watched together. */
export const viewerHours = ({ countries }: Pick<AudienceReport, 'countries'>): number =>
  countries.reduce((all, { seconds }) => all + seconds, 0) / 3600;

/** Of whoever was there, those who wrote, reacted or gave; undefined while nobody was. */
export const engagedShare = ({ engaged, watchers }: Pick<AudienceReport, 'engaged' | 'watchers'>): number | undefined =>
  watchers > 0 ? Math.min(1, engaged / watchers) : undefined;

/** Undefined when too little was watched to say. */
export function stallsPerHour(report: Pick<AudienceReport, 'countries' | 'stalls'>): number | undefined {
  const hours = viewerHours(report);
  return hours >= 1 / 60 ? report.stalls / hours : undefined;
}

/** Seconds; undefined when the picture never stood still. */
export const averageStall = ({ stalls, stalledMs }: Pick<AudienceReport, 'stalls' | 'stalledMs'>): number | undefined =>
  stalls > 0 ? stalledMs / stalls / 1000 : undefined;

export const reactionsIn = ({ reactions }: Pick<AudienceReport, 'reactions'>): [kind: string, count: number][] =>
  Object.entries(reactions)
    .filter(([, count]) => count > 0)
    .sort(([, one], [, other]) => other - one);

/** ms until it is asked again. */
export const reportPace = ({ live }: Pick<AudienceReport, 'live'>): number => (live ? 5000 : 60_000);
