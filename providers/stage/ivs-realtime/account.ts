/** AWS IVS real-time: which account, which key, and the client that speaks for it. https://docs.aws.amazon.com/ivs/latest/RealTimeAPIReference */
import { IVSRealTimeClient } from '@aws-sdk/client-ivs-realtime';

export type IvsStageAccount = {
  region: string;
  /** Names this house among others that share the account: no other's stage is swept away. */
  house: string;
  /** Private half of the pair that signs entrances: P-384, PEM. Its public half is imported where it is missing. */
  stageKey: string;
  /** Another server that speaks AWS's protocol, under /ivs-realtime. */
  endpoint?: string;
};

export function ivsStageClient({ region, endpoint }: IvsStageAccount): IVSRealTimeClient {
  const requestHandler = { requestTimeout: 8000, connectionTimeout: 3000 };
  // Most calls may be made 5 times a second: adaptive waits by itself instead of failing.
  const common = { region, maxAttempts: 5, retryMode: 'adaptive', requestHandler } as const;
  if (!endpoint) return new IVSRealTimeClient(common);
  // AWS's keys travel to AWS alone.
  const credentials = { accessKeyId: 'sandbox', secretAccessKey: 'sandbox' };
  return new IVSRealTimeClient({ ...common, credentials, endpoint: `${endpoint.replace(/\/$/, '')}/ivs-realtime` });
}

/** What a signer must know of a stage, kept as its address: who may verify, and where a stage is spoken to. */
export type StageAddress = {
  /** wss://… */
  events: string;
  /** https://… */
  whip: string;
  /** ARN of the public half of our key. */
  keyArn: string;
};

export function addressOf({ events, whip, keyArn }: StageAddress): string {
  const url = new URL(events);
  url.search = new URLSearchParams({ whip, key: keyArn }).toString();
  return url.href;
}

/** @throws TypeError for what `addressOf` did not make. */
export function readAddress(address: string): StageAddress {
  const url = new URL(address);
  const [whip, keyArn] = [url.searchParams.get('whip'), url.searchParams.get('key')];
  if (!whip || !keyArn) throw new TypeError('This is not the address of a stage of IVS');
  url.search = '';
  return { events: url.href.replace(/\/$/, ''), whip, keyArn };
}
