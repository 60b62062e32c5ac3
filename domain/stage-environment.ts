/** Variables of the servers on which immersive shows are played: which one, where it is, which secrets it and we share. */
import { isIP } from 'node:net';
import { z } from 'zod';
import { p384Key, port, secret, web } from './variable-forms.ts';

const host = z
  .string()
  .regex(/^(?=.{1,253}$)([a-z\d]([a-z\d-]{0,61}[a-z\d])?\.)+[a-z]{2,}$/i, 'must be a name such as turn.theatre.example')
  .optional();

export const stageVariables = {
  /** Who carries immersive shows; `livekit` without LIVEKIT_URL is started by us, `none` is a house without stages. */
  STAGE_PROVIDER: z
    .enum(['livekit', 'ivs-realtime', 'none'], { error: 'must be livekit, ivs-realtime or none' })
    .default('livekit'),
  /** A LiveKit of one's own, or LiveKit Cloud, as we reach it. */
  LIVEKIT_URL: web,
  LIVEKIT_API_KEY: z
    .string()
    .regex(/^[\w-]{3,}$/, 'must be letters, digits, - or _')
    .optional(),
  LIVEKIT_API_SECRET: secret,
  /** As browsers reach it. Default: LIVEKIT_URL as a ws address, else ws://localhost:STAGE_PORT. */
  LIVEKIT_PUBLIC_URL: z.url({ protocol: /^wss?$/, error: 'must begin with ws:// or wss://' }).optional(),
  /** A program, instead of one that is found or fetched. */
  LIVEKIT_SERVER: z.string().optional(),
  /** The LiveKit that we start: HTTP and WebSocket; pictures and sound by TCP and by UDP; figures. */
  STAGE_PORT: port(7880),
  STAGE_TCP_PORT: port(7881),
  STAGE_UDP_PORT: port(7882),
  STAGE_METRICS_PORT: port(9467),
  /** The address of this machine that browsers reach. */
  STAGE_NODE_IP: z
    .string()
    .refine((text) => isIP(text) !== 0, 'must be an address such as 203.0.113.7')
    .optional(),
  /** With a name there is TURN, for networks that let nothing out but TLS. */
  STAGE_TURN_DOMAIN: host,
  STAGE_TURN_UDP_PORT: port(3478),
  STAGE_TURN_TLS_PORT: port(5349),
  /** PEM files. Without them somebody before it ends TLS. */
  STAGE_TURN_CERT: z.string().optional(),
  STAGE_TURN_KEY: z.string().optional(),
  /** Private half of the key pair whose public half IVS real-time has: it signs entrances. */
  IVS_STAGE_KEY: p384Key,
  /** Another server that speaks the protocol of IVS real-time, for the sandbox. */
  IVS_STAGE_ENDPOINT: web,
};

type Given = Record<string, string | undefined>;
type Rule = readonly [variable: string, ifGiven: (given: Given) => boolean, fault: string];

const isLiveKit = ({ STAGE_PROVIDER = 'livekit' }: Given) => STAGE_PROVIDER === 'livekit';
const isIvs = ({ STAGE_PROVIDER }: Given) => STAGE_PROVIDER === 'ivs-realtime';

/** Missing, when what stands beside it is given. */
const needed: readonly Rule[] = [
  ['LIVEKIT_API_KEY', (given) => has(given, 'LIVEKIT_URL'), 'LIVEKIT_URL needs it, or that server would not let us in'],
  ['LIVEKIT_API_SECRET', (given) => has(given, 'LIVEKIT_URL'), 'LIVEKIT_URL needs it, or that server would not let us in'],
  ['LIVEKIT_API_KEY', (given) => has(given, 'LIVEKIT_API_SECRET'), 'LIVEKIT_API_SECRET needs it: they are a pair'],
  ['LIVEKIT_API_SECRET', (given) => has(given, 'LIVEKIT_API_KEY'), 'LIVEKIT_API_KEY needs it: they are a pair'],
  ['STAGE_NODE_IP', (given) => has(given, 'STAGE_TURN_DOMAIN'), 'STAGE_TURN_DOMAIN needs it, or people would be relayed nowhere'],
  ['STAGE_TURN_CERT', (given) => has(given, 'STAGE_TURN_KEY'), 'STAGE_TURN_KEY needs it: they are a pair'],
  ['STAGE_TURN_KEY', (given) => has(given, 'STAGE_TURN_CERT'), 'STAGE_TURN_CERT needs it: they are a pair'],
  ['STAGE_TURN_DOMAIN', (given) => has(given, 'STAGE_TURN_CERT'), 'STAGE_TURN_CERT needs it, the name in the certificate'],
  ['AWS_REGION', isIvs, 'STAGE_PROVIDER=ivs-realtime needs it, or nobody knows which AWS is meant'],
  ['IVS_STAGE_KEY', isIvs, 'STAGE_PROVIDER=ivs-realtime needs it, or nobody could come in'],
  ['IVS_EVENTBRIDGE_SECRET', isIvs, 'STAGE_PROVIDER=ivs-realtime needs it, or what IVS tells would go unheard'],
];

const has = (given: Given, name: string): boolean => Boolean(given[name]);

/** What is missing beside another variable, and what another makes useless; each variable once. */
export function missingStage(given: Given): Array<{ variable: string; fault: string }> {
  const missing = needed.filter(([variable, wanted]) => !given[variable] && wanted(given));
  const faults = new Map(missing.map(([variable, , fault]) => [variable, fault]));
  if (isLiveKit(given) && given['PUBLIC_URL']?.startsWith('https:') && given['LIVEKIT_PUBLIC_URL']?.startsWith('ws:'))
    faults.set('LIVEKIT_PUBLIC_URL', 'must begin with wss://: from a page by https a browser opens no ws://');
  return [...faults].map(([variable, fault]) => ({ variable, fault }));
}
