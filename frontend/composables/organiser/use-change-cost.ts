/** Whom a change of a date would reach and what it would return, asked before it is made. */
import { api, ask } from '../../api/client.ts';
import { useLoaded } from '../use-loaded.ts';

export const useChangeCost = (org: string, id: string) =>
  useLoaded(() => ask(api.GET('/api/organiser/{org}/shows/{id}/change-cost', { params: { path: { org, id } } })));
