/** No ticket is sold for what this house cannot play. */
import { Refusal } from '../../domain/errors.ts';
import type { ShowKind } from '../../domain/shows.ts';
import type { ApiDeps } from '../deps.ts';

/** @throws Refusal NoStageHere */
export function assertPlayedHere({ stage }: ApiDeps, kind: ShowKind): void {
  if (kind === 'immersive' && stage.rooms === null) throw new Refusal('NoStageHere');
}
