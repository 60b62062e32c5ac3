/** What the contract asks of a server of immersive stages, whoever it is: the hands of people and of an encoder, and the ears of our door. */
import { randomUUID } from 'node:crypto';
import type { Channel, Ingest, MediaNotice } from '../../providers/media/port.ts';
import type { StageEntrance, StageGrant, StageProvider, StageSigner } from '../../providers/stage/port.ts';

export type Visitor = {
  isOut(): Promise<boolean>;
  /** @returns whether it is taken: a guest's is not. */
  send(kind: 'video' | 'audio'): Promise<boolean>;
  leave(): Promise<void>;
};

export type StageDriver = {
  provider: StageProvider;
  signer: StageSigner;
  /** A signer of whoever has not our key. */
  stranger: StageSigner;
  /** A role and a mute change for somebody who is in; elsewhere they are put out, and come again. */
  keepsPlace: boolean;
  /** Whoever only looks on is told of too. */
  tellsGuests: boolean;
  enter(entrance: StageEntrance): Promise<Visitor | 'refused'>;
  encode(ingest: Ingest): Promise<{ stop(): Promise<void> } | 'refused'>;
  /** As the house does with each that is told to have come in: versions up to this one are put out again. */
  putOutUpTo(viewerId: string, version: number): void;
  /** What our door has verified and read of this stage so far. */
  notices(channelId: string): MediaNotice[];
  /** Where the server tells it. */
  doorUrl: string;
  close(): Promise<void>;
};

export type TestStage = Channel & { channelKey: string };

export async function newStage({ provider }: StageDriver): Promise<TestStage> {
  const channelKey = randomUUID();
  const channel = await provider.provision({ channelKey, keyRevision: 1, label: 'TEST-1', record: false });
  return { ...channel, channelKey };
}

export const grantOf = ({ channelId, playbackUrl }: Channel, changes: Partial<StageGrant> = {}): StageGrant => ({
  ...{ channelId, playbackUrl, viewerId: randomUUID(), version: 1, role: 'guest', name: 'Аня', now: new Date(), seconds: 60 },
  ...changes,
});

/** @throws when the entrance does not open */
export async function enters(driver: StageDriver, stage: Channel, changes: Partial<StageGrant> = {}): Promise<Visitor> {
  const visitor = await driver.enter(await driver.signer.enter(grantOf(stage, changes)));
  if (visitor === 'refused') throw new Error('a good entrance was refused');
  return visitor;
}
