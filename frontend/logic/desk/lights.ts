/** What the desk's lights say of the picture. */
import type { StageDesk } from '../organiser/types.ts';

/** `unknown`: the media server does not say. */
export type Light = 'good' | 'warn' | 'bad' | 'unknown';
type Facts = Pick<StageDesk, 'picture' | 'advice'>;

export function pictureLight({ picture, advice }: Facts): Light {
  if (!picture?.publishing || advice.includes('noVideo')) return 'bad';
  if (advice.includes('quiet')) return 'warn';
  return picture.video === null ? 'unknown' : 'good';
}
export function soundLight({ picture, advice }: Facts): Light {
  if (!picture?.publishing || advice.includes('noSound')) return 'bad';
  return picture.audio === null ? 'unknown' : 'good';
}
export const bitrateLight = ({ picture, advice }: Facts): Light =>
  !picture?.publishing || picture.bitrate === null
    ? 'unknown'
    : advice.includes('bitrateLow') || advice.includes('bitrateHigh')
      ? 'warn'
      : 'good';
export const keyframesLight = ({ picture, advice }: Facts): Light =>
  !picture?.publishing || picture.keyframes === null ? 'unknown' : advice.includes('keyframesRare') ? 'warn' : 'good';

/** Milliseconds until the desk is looked at again: lights are watched most closely while somebody may act on them. */
export const deskPace = ({ state }: Pick<StageDesk, 'state'>): number =>
  state === 'archived' || state === 'closed' ? 30_000 : state === 'ended' ? 6000 : 2500;
