/** Objects by their ARN: one that must be there, or a page of all. */
import { missing } from './ivs-error.ts';

/** @throws IvsError when there is none of this id. */
export const of = <T>(all: Record<string, T>, id: string): T => {
  const found = Object.hasOwn(all, id) ? all[id] : undefined;
  if (found === undefined) throw missing(id);
  return found;
};

/** Pages of the size that was asked for; the token is where the next one begins. */
export function paged<T, Name extends string>(
  all: T[],
  name: Name,
  { maxResults = 50, nextToken }: { maxResults?: number | undefined; nextToken?: string | undefined },
) {
  const start = Number(nextToken ?? 0);
  const next = start + maxResults < all.length ? { nextToken: String(start + maxResults) } : {};
  return { [name]: all.slice(start, start + maxResults), ...next };
}
