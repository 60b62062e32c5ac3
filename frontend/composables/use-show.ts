/** One date with all that is needed to buy. */
import { api, ask } from '../api/client.ts';
import { useLoaded } from './use-loaded.ts';

export const useShow = (idOrCode: string) =>
  useLoaded(() => ask(api.GET('/api/shows/{id}', { params: { path: { id: idOrCode } } })));
