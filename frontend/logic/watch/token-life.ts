/** A playback address lives for minutes: when the next one is asked for, and how requests under way are led to it. */

/** Milliseconds until two thirds of its life are over; never less than two seconds, so that a wrong clock asks no storm. */
export const renewIn = (now: number, expiresAt: string): number => Math.max(2000, ((Date.parse(expiresAt) - now) * 2) / 3);

/** Everything before the name of the playlist: where the token is a part of the path, all of a stream begins so. */
const folderOf = (url: string): string => {
  const [path = ''] = url.split(/[?#]/, 1);
  return path.slice(0, path.lastIndexOf('/') + 1);
};

/** Leads requests of former addresses to the newest one. An address whose token is not in its path is left as it is. */
export function createForwarding() {
  const former = new Set<string>();
  let newest = '';
  return {
    /** @param url absolute */
    take(url: string): void {
      if (newest) former.add(newest);
      newest = folderOf(url);
      former.delete(newest);
    },
    lead(uri: string): string {
      const folder = [...former].find((one) => uri.startsWith(one));
      return folder ? `${newest}${uri.slice(folder.length)}` : uri;
    },
  };
}
