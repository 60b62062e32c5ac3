/** The figures of an audience: asked again and again while it gathers. */
import { api, ask } from '../../api/client.ts';
import type { AudienceReport } from '../../logic/report/curves.ts';
import { reportPace } from '../../logic/report/figures.ts';
import { useWatched } from '../use-watched.ts';

export const useReport = (org: string, id: string) =>
  useWatched<AudienceReport>(
    () => ask(api.GET('/api/organiser/{org}/shows/{id}/audience/report', { params: { path: { org, id } } })),
    reportPace,
  );
