/** IVS real-time's API as a table: an operation's name and what it does. */
import { arnOf, region } from '../ivs/cloud.ts';
import { IvsError } from '../ivs/ivs-error.ts';
import { of, paged } from '../ivs/tables.ts';
import { randomName } from '../shared/ids.ts';
import { type Input, type OperationName, readInput } from './input.ts';
import { connectedOn, leave } from './people.ts';
import type { Studio } from './studio.ts';

/** So many public keys an account has in a region. */
const mostKeys = 3;

const operations: { [Name in OperationName]: (studio: Studio, input: Input<Name>) => unknown } = {
  CreateStage({ state }, input) {
    const arn = arnOf('stage', randomName(12));
    const endpoints = {
      events: 'wss://global.events.live-video.net',
      whip: `https://${randomName(14).toLowerCase()}.global-bm.whip.live-video.net`,
      rtmps: 'rtmps://global-contribute.live-video.net:443/app/',
    };
    state.stages[arn] = { arn, ...input, endpoints };
    return { stage: state.stages[arn] };
  },
  GetStage: ({ state }, { arn }) => ({ stage: of(state.stages, arn) }),
  DeleteStage(studio, { arn }) {
    of(studio.state.stages, arn);
    for (const participant of connectedOn(studio, arn)) leave(studio, participant);
    delete studio.state.stages[arn];
    return {};
  },
  ListStages: ({ state }, page) =>
    paged(
      Object.values(state.stages).map(({ endpoints: _, ...summary }) => summary),
      'stages',
      page,
    ),
  ListParticipants({ state }, { stageArn, sessionId, filterByState, ...page }) {
    of(state.stages, stageArn);
    const fitting = Object.values(state.participants).filter(
      (one) => one.stageArn === stageArn && one.sessionId === sessionId && (!filterByState || one.state === filterByState),
    );
    return paged(
      fitting.map(({ participantId, userId, state: is, firstJoinTime, published }) => ({
        ...{ participantId, userId, state: is, firstJoinTime, published },
      })),
      'participants',
      page,
    );
  },
  ListParticipantEvents({ state }, { stageArn, participantId, sessionId: _, ...page }) {
    of(state.stages, stageArn);
    return paged(of(state.participants, participantId).turns, 'events', page);
  },
  DisconnectParticipant(studio, { stageArn, participantId }) {
    const { state } = studio;
    of(state.stages, stageArn);
    const participant = of(state.participants, participantId);
    if (participant.stageArn !== stageArn) throw new IvsError('ResourceNotFoundException', 'Not on this stage');
    leave(studio, participant);
    state.putOut.push(participantId);
    for (const ingest of Object.values(state.ingests)) if (ingest.participantId === participantId) ingest.stageArn = '';
    return {};
  },
  CreateIngestConfiguration({ state }, { insecureIngest: _, ...input }) {
    of(state.stages, input.stageArn);
    const arn = arnOf('ingest-configuration', randomName(12));
    const streamKey = `rt_${region}_${randomName(12)}_${randomName(30)}`;
    state.ingests[arn] = { arn, ...input, streamKey, participantId: randomName(12) };
    return { ingestConfiguration: { ...state.ingests[arn], state: 'INACTIVE' } };
  },
  GetIngestConfiguration(studio, { arn }) {
    const ingest = of(studio.state.ingests, arn);
    return { ingestConfiguration: { ...ingest, state: isActive(studio, ingest.participantId) ? 'ACTIVE' : 'INACTIVE' } };
  },
  DeleteIngestConfiguration(studio, { arn, force }) {
    const { participantId } = of(studio.state.ingests, arn);
    if (isActive(studio, participantId)) {
      if (!force) throw new IvsError('ConflictException', 'Somebody sends by it');
      leave(studio, of(studio.state.participants, participantId));
    }
    delete studio.state.ingests[arn];
    return {};
  },
  ListIngestConfigurations(studio, { filterByStageArn, ...page }) {
    const fitting = Object.values(studio.state.ingests).filter((one) => !filterByStageArn || one.stageArn === filterByStageArn);
    // Without their keys.
    const summaries = fitting.map(({ streamKey: _key, tags: _tags, attributes: _attributes, ...summary }) => ({
      ...summary,
      state: isActive(studio, summary.participantId) ? 'ACTIVE' : 'INACTIVE',
    }));
    return paged(summaries, 'ingestConfigurations', page);
  },
  ImportPublicKey({ state }, input) {
    if (Object.keys(state.publicKeys).length >= mostKeys)
      throw new IvsError('ServiceQuotaExceededException', `An account has ${mostKeys} public keys`);
    const arn = arnOf('public-key', randomName(12));
    state.publicKeys[arn] = { arn, ...input };
    return { publicKey: state.publicKeys[arn] };
  },
  GetPublicKey: ({ state }, { arn }) => ({ publicKey: of(state.publicKeys, arn) }),
  ListPublicKeys: ({ state }, page) =>
    paged(
      Object.values(state.publicKeys).map(({ arn, name, tags }) => ({ arn, name, tags })),
      'publicKeys',
      page,
    ),
};

const isActive = ({ state }: Studio, participantId: string): boolean => state.participants[participantId]?.state === 'CONNECTED';

export const isOperation = (name: string): name is OperationName => Object.hasOwn(operations, name);

export function perform<Name extends OperationName>(studio: Studio, name: Name, body: unknown): unknown {
  const result = operations[name](studio, readInput(name, body));
  studio.changed();
  // As it is now: what was answered must not change with the object.
  return structuredClone(result);
}
