/** The living IVS: its state, its clock and the events it sends. */
import { randomUUID } from 'node:crypto';
import type { SandboxOptions } from '../options.ts';
import type { Faults } from '../shared/faults.ts';
import { DEFAULT_GAPS_MS, Outbox } from '../shared/outbox.ts';
import type { BridgeEvent, IvsState } from './types.ts';

export type Cloud = {
  state: IvsState;
  changed(): void;
  faults: Faults;
  /** Where people reach the sandbox, known once it listens. */
  url: string;
  outbox: Outbox<BridgeEvent>;
  close(): void;
};

export const account = '000000000000';
export const region = 'eu-west-1';
export const bucket = 'sandbox-recordings';
export const recordingConfigurationArn = `arn:aws:ivs:${region}:${account}:recording-configuration/sandbox`;
export const arnOf = (kind: string, id: string): string => `arn:aws:ivs:${region}:${account}:${kind}/${id}`;

export function openIvs(
  { ivs, retryGapsMs = DEFAULT_GAPS_MS }: SandboxOptions,
  state: IvsState,
  parts: { faults: Faults; changed(): void },
): Cloud {
  const { eventsUrl, header } = ivs ?? {};
  const outbox = new Outbox<BridgeEvent>({
    items: state.events,
    ...parts,
    target: 'ivs-events',
    push: ({ body }) => deliver(eventsUrl, header, body),
    pushes: () => true,
    strict: false,
    gapsMs: retryGapsMs,
  });
  return { ...parts, state, url: '', outbox, close: () => outbox.close() };
}

/** Best effort: each event in a lane of its own, so that nothing keeps their order. */
export function tell(cloud: Cloud, type: string, channelArn: string, detail: Record<string, unknown>): void {
  const event: BridgeEvent = {
    ...{ version: '0', id: randomUUID(), 'detail-type': type, source: 'aws.ivs', account, region },
    ...{ time: new Date().toISOString().replace(/\.\d+Z/, 'Z'), resources: [channelArn] },
    detail: { channel_name: cloud.state.channels[channelArn]?.name ?? '', ...detail },
  };
  cloud.outbox.post(String(detail['event_name'] ?? detail['recording_status'] ?? type), event.id, event);
  cloud.changed();
}

async function deliver(
  url: string | undefined,
  header: { name: string; value: string } | undefined,
  event: BridgeEvent,
): Promise<void> {
  if (!url) return;
  const response = await fetch(url, {
    method: 'POST',
    headers: {
      ...{ 'content-type': 'application/json; charset=utf-8', 'user-agent': 'Amazon/EventBridge/ApiDestinations' },
      ...(header ? { [header.name]: header.value } : {}),
    },
    body: JSON.stringify(event),
    signal: AbortSignal.timeout(5000),
    redirect: 'manual',
  });
  await response.arrayBuffer();
  if (!response.ok) throw new Error(`the destination answered ${response.status}`);
}
