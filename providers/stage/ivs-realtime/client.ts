/**
 * AWS IVS real-time: a stage a show. It knows no mute, and the rights of whoever is in are changed by their own page alone: `setRole` and
 * `mute` put a person out, so that they come again by a new entrance, with the new role and without a sound. It does not end a
 * person's former entrance by itself, and tells of nobody who only looks on: `people` shows them, `revoke` puts them out.
 * https://docs.aws.amazon.com/ivs/latest/RealTimeUserGuide
 */
import {
  CreateStageCommand,
  DeleteStageCommand,
  DisconnectParticipantCommand,
  type IVSRealTimeClient,
  paginateListStages,
  type Stage,
} from '@aws-sdk/client-ivs-realtime';
import { asked, during, unless } from '../../media/ivs/account.ts';
import type { ChannelReading, Ingest, ProvisionRequest } from '../../media/port.ts';
import type { StagePerson, StageProvider } from '../port.ts';
import { addressOf, type IvsStageAccount, ivsStageClient } from './account.ts';
import { encoders } from './encoders.ts';
import { publicKeyArn } from './keys.ts';
import { type Connected, sessions } from './session.ts';

const houseTag = 'rampa-house';

export function ivsStageProvider(account: IvsStageAccount, client: IVSRealTimeClient = ivsStageClient(account)): StageProvider {
  const { stage: stageOf, connected, sendsSince } = sessions(client);
  const ingests = encoders(client);

  async function ours(signal?: AbortSignal) {
    const found: Array<{ channelId: string; channelKey: string | null }> = [];
    for await (const { stages = [] } of paginateListStages({ client }, { maxResults: 100 }, during(signal)))
      for (const { arn, name, tags } of stages)
        if (arn && tags?.[houseTag] === account.house) found.push({ channelId: arn, channelKey: name || null });
    // Two of a name after a lost answer: always the same one is taken, and the sweep finds the other.
    return found.sort((one, other) => (one.channelId < other.channelId ? -1 : 1));
  }

  async function provisioned({ channelKey, label }: ProvisionRequest, signal?: AbortSignal) {
    const keyArn = await publicKeyArn(client, account.stageKey, signal);
    const known = (await ours(signal)).find((one) => one.channelKey === channelKey);
    const tags = { [houseTag]: account.house, 'rampa-show': label };
    const stage = known
      ? await stageOf(known.channelId, signal)
      : (await client.send(new CreateStageCommand({ name: channelKey, tags }), during(signal))).stage;
    const { events, whip } = stage?.endpoints ?? {};
    if (!stage?.arn || !events || !whip) throw new Error('IVS made a stage without an address');
    return { channelId: stage.arn, playbackUrl: addressOf({ events, whip, keyArn }) };
  }

  async function ingestOf(arn: string, keyRevision: number, signal?: AbortSignal): Promise<Ingest[]> {
    const url = (await stageOf(arn, signal))?.endpoints?.rtmps;
    if (!url) throw new Error('There is no stage, or it takes no RTMPS');
    return [{ protocol: 'rtmps', url, key: await ingests.key(arn, keyRevision, signal) }];
  }

  async function present(arn: string, signal?: AbortSignal): Promise<Connected[]> {
    const stage = await stageOf(arn, signal);
    return stage ? connected(stage, signal) : [];
  }

  async function putOut(stageArn: string, people: readonly Connected[], signal?: AbortSignal): Promise<void> {
    for (const { participantId } of people) {
      const call = client.send(new DisconnectParticipantCommand({ stageArn, participantId }), during(signal));
      await unless('ResourceNotFoundException', call);
    }
  }

  async function withPictures(stage: Stage, people: readonly Connected[], signal?: AbortSignal) {
    const session = { stageArn: stage.arn!, sessionId: stage.activeSessionId! };
    return Promise.all(people.map(async (one) => ({ ...one, since: await sendsSince(session, one, signal) })));
  }

  async function reading(arn: string, signal?: AbortSignal): Promise<ChannelReading> {
    const stage = await stageOf(arn, signal);
    if (!stage) return { state: 'gone' };
    const all = await connected(stage, signal);
    const artists = all.filter(({ person, keyRevision }) => person?.role === 'artist' || keyRevision !== null);
    const sending = (await withPictures(stage, artists, signal)).filter(({ since }) => since !== null);
    if (sending.length === 0) return { state: 'offline' };
    return {
      state: 'publishing',
      since: new Date(Math.min(...sending.map(({ since }) => Number(since)))).toISOString(),
      by: sending.some(({ keyRevision }) => keyRevision !== null) ? 'rtmps' : null,
      // Who publishes sends something; what, IVS does not tell.
      ...{ video: true, audio: null, bitrate: null, keyframes: null, width: null, height: null, quietFor: null },
      viewers: all.length - artists.length,
    };
  }

  async function peopleOn(arn: string, signal?: AbortSignal): Promise<StagePerson[]> {
    const stage = await stageOf(arn, signal);
    if (!stage) return [];
    const here = await withPictures(stage, await connected(stage, signal), signal);
    return here.flatMap(({ person, since }) => {
      if (!person) return [];
      const { viewerId: personId, version, role } = person;
      return [{ personId, version, role, video: since !== null, audio: since !== null }];
    });
  }

  async function putOutWho(arn: string, fits: (person: Connected) => boolean, signal?: AbortSignal): Promise<void> {
    await putOut(arn, (await present(arn, signal)).filter(fits), signal);
  }

  const rotated = async (arn: string, keyRevision: number, signal?: AbortSignal) => {
    await ingests.remove(arn, keyRevision, signal);
    return ingestOf(arn, keyRevision, signal);
  };
  const stopped = async (arn: string, signal?: AbortSignal) => {
    // The key first: an encoder that is only cut off comes back within a second.
    await ingests.remove(arn, undefined, signal);
    await putOutWho(arn, () => true, signal);
  };
  const tornDown = async (arn: string, signal?: AbortSignal) => {
    await ingests.remove(arn, undefined, signal);
    // Whoever is on a stage that is deleted is put out.
    await unless('ResourceNotFoundException', client.send(new DeleteStageCommand({ arn }), during(signal)));
  };

  return {
    provision: (request, signal) => asked(provisioned(request, signal)),
    ingest: (arn, keyRevision, signal) => asked(ingestOf(arn, keyRevision, signal)),
    rotateKey: (arn, keyRevision, signal) => asked(rotated(arn, keyRevision, signal)),
    read: (arn, signal) => asked(reading(arn, signal)),
    // Off air nobody but artists gets an entrance.
    setOnAir: async () => {},
    stop: (arn, signal) => asked(stopped(arn, signal)),
    revoke: (arn, viewerId, upToVersion, signal) =>
      asked(putOutWho(arn, ({ person }) => person?.viewerId === viewerId && person.version <= upToVersion, signal)),
    recordings: async () => [],
    removeRecording: async () => {},
    tearDown: (arn, signal) => asked(tornDown(arn, signal)),
    list: (signal) => asked(ours(signal)),
    people: (arn, signal) => asked(peopleOn(arn, signal)),
    setRole: (arn, viewerId, role, signal) =>
      asked(
        putOutWho(arn, ({ person }) => person?.viewerId === viewerId && person.role !== role && person.role !== 'artist', signal),
      ),
    mute: (arn, viewerId, signal) =>
      asked(putOutWho(arn, ({ person, everSent }) => person?.viewerId === viewerId && everSent, signal)),
  };
}
