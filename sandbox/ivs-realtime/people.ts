/** People and encoders who come on a stage, send, and go. */
import { decodeProtectedHeader, importSPKI, jwtVerify } from 'jose';
import { randomName } from '../shared/ids.ts';
import { type Studio, tell } from './studio.ts';
import type { Participant, Stage, Turn } from './types.ts';

type Claims = {
  jti?: string;
  resource?: string;
  topic?: string;
  user_id?: string;
  capabilities?: { allow_publish?: boolean; allow_subscribe?: boolean };
};

/** @returns undefined for a token that opens nothing: forged, expired, of another stage or of somebody who was put out. */
export async function join(studio: Studio, token: string): Promise<Participant | undefined> {
  const claims = await claimsOf(studio, token);
  const stage = studio.state.stages[claims?.resource ?? ''];
  if (!claims?.jti || !stage || claims.topic !== stage.arn.split('/').at(-1)) return undefined;
  if (!/^[a-zA-Z0-9-]{1,64}$/.test(claims.jti) || studio.state.putOut.includes(claims.jti)) return undefined;
  const { allow_publish: canPublish = true } = claims.capabilities ?? {};
  return come(studio, stage, { participantId: claims.jti, userId: claims.user_id ?? '', canPublish });
}

async function claimsOf({ state }: Studio, token: string): Promise<Claims | undefined> {
  try {
    const { kid = '', alg } = decodeProtectedHeader(token);
    const key = Object.hasOwn(state.publicKeys, kid) ? state.publicKeys[kid] : undefined;
    if (!key || alg !== 'ES384') return undefined;
    const { payload } = await jwtVerify(token, await importSPKI(key.publicKeyMaterial, 'ES384'), {
      requiredClaims: ['exp', 'iat'],
    });
    return payload as Claims;
  } catch {
    return undefined;
  }
}

/** @returns undefined for a key that nobody has. */
export function connectEncoder(studio: Studio, key: string): Participant | undefined {
  const ingest = Object.values(studio.state.ingests).find(({ streamKey }) => streamKey === key);
  const stage = ingest && studio.state.stages[ingest.stageArn];
  if (!stage || studio.state.participants[ingest.participantId]?.state === 'CONNECTED') return undefined;
  const { participantId, userId } = ingest;
  const encoder = come(studio, stage, { participantId, userId, canPublish: true });
  publish(studio, encoder);
  return encoder;
}

function come(studio: Studio, stage: Stage, who: Pick<Participant, 'participantId' | 'userId' | 'canPublish'>): Participant {
  stage.activeSessionId ??= `st-${randomName(13)}`;
  const before = studio.state.participants[who.participantId];
  // The same token on another device: the former connection ends, the participant stays.
  if (before?.state === 'CONNECTED') return before;
  const base = { stageArn: stage.arn, sessionId: stage.activeSessionId, publishing: false, published: false };
  const firstJoinTime = new Date().toISOString();
  const participant: Participant = { ...base, ...who, state: 'CONNECTED', firstJoinTime, turns: before?.turns ?? [] };
  studio.state.participants[who.participantId] = participant;
  turn(studio, participant, 'JOINED');
  return participant;
}

/** @returns whether their token allows it. */
export function publish(studio: Studio, participant: Participant): boolean {
  if (!participant.canPublish || participant.state !== 'CONNECTED') return false;
  Object.assign(participant, { publishing: true, published: true });
  turn(studio, participant, 'PUBLISH_STARTED');
  tell(studio, 'Participant Published', participant);
  return true;
}

export function unpublish(studio: Studio, participant: Participant): void {
  if (!participant.publishing) return;
  participant.publishing = false;
  turn(studio, participant, 'PUBLISH_STOPPED');
  tell(studio, 'Participant Unpublished', participant);
}

export function leave(studio: Studio, participant: Participant): void {
  if (participant.state !== 'CONNECTED') return;
  unpublish(studio, participant);
  participant.state = 'DISCONNECTED';
  turn(studio, participant, 'LEFT');
  const stage = studio.state.stages[participant.stageArn];
  if (stage && connectedOn(studio, stage.arn).length === 0) delete stage.activeSessionId;
}

export const connectedOn = ({ state }: Studio, stageArn: string): Participant[] =>
  Object.values(state.participants).filter((one) => one.stageArn === stageArn && one.state === 'CONNECTED');

function turn({ changed }: Studio, participant: Participant, name: Turn['name']): void {
  participant.turns.push({ name, participantId: participant.participantId, eventTime: new Date().toISOString() });
  changed();
}
