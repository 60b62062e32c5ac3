/** The living IVS real-time: its state and the events it sends. */
import { randomUUID } from 'node:crypto';
import { account, deliver, region } from '../ivs/cloud.ts';
import type { BridgeEvent } from '../ivs/types.ts';
import type { SandboxOptions } from '../options.ts';
import type { Faults } from '../shared/faults.ts';
import { DEFAULT_GAPS_MS, Outbox } from '../shared/outbox.ts';
import type { IvsRealtimeState, Participant } from './types.ts';

export type Studio = {
  state: IvsRealtimeState;
  changed(): void;
  faults: Faults;
  outbox: Outbox<BridgeEvent>;
  close(): void;
};

export function openStudio(
  { ivsRealtime, retryGapsMs = DEFAULT_GAPS_MS }: SandboxOptions,
  state: IvsRealtimeState,
  parts: { faults: Faults; changed(): void },
): Studio {
  const { eventsUrl, header } = ivsRealtime ?? {};
  const outbox = new Outbox<BridgeEvent>({
    items: state.events,
    ...parts,
    target: 'ivs-realtime-events',
    push: ({ body }) => deliver(eventsUrl, header, body),
    pushes: () => true,
    strict: false,
    gapsMs: retryGapsMs,
  });
  return { ...parts, state, outbox, close: () => outbox.close() };
}

/** Best effort: each event in a lane of its own, so that nothing keeps their order. Of whoever only looks on there is none. */
export function tell(
  { outbox, changed }: Studio,
  name: string,
  { stageArn, sessionId, userId, participantId }: Participant,
): void {
  const event: BridgeEvent = {
    ...{ version: '0', id: randomUUID(), 'detail-type': 'IVS Stage Update', source: 'aws.ivs', account, region },
    ...{ time: new Date().toISOString().replace(/\.\d+Z/, 'Z'), resources: [stageArn] },
    detail: { session_id: sessionId, event_name: name, user_id: userId, participant_id: participantId },
  };
  outbox.post(name, event.id, event);
  changed();
}
