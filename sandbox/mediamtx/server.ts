/** The living MediaMTX, set up as deploy/mediamtx.yml says: its state, whom it asks, whom it tells. */
import type { SandboxOptions } from '../options.ts';
import type { Faults } from '../shared/faults.ts';
import { DEFAULT_GAPS_MS, Outbox } from '../shared/outbox.ts';
import type { MediaMtxState, Notice, PathConf } from './types.ts';

export type Server = {
  state: MediaMtxState;
  changed(): void;
  faults: Faults;
  outbox: Outbox<Notice>;
  /** @returns whether the door says yes. */
  ask(question: Question): Promise<boolean>;
  tell(notice: Pick<Notice, 'kind' | 'path'> & Partial<Notice>): void;
  close(): void;
};

export type Question = {
  action: 'publish' | 'read' | 'playback' | 'api';
  path: string;
  protocol: '' | 'rtmp' | 'webrtc' | 'hls';
  user?: string;
  password?: string;
  token?: string;
  query?: string;
};

/** The paths of deploy/mediamtx.yml, which outlive a restart. */
const written: ReadonlyArray<readonly [name: string, pattern: RegExp, conf: Partial<PathConf>]> = [
  ['~^recorded/[0-9a-f-]{36}$', /^recorded\/[0-9a-f-]{36}$/, { record: true }],
  ['~^live/[0-9a-f-]{36}$', /^live\/[0-9a-f-]{36}$/, { record: false }],
];
export const writtenPaths = written.map(([name]) => name);
const defaults: PathConf = { source: 'publisher', overridePublisher: false, record: false };

/** As the server finds it: by its name, then by a pattern. @returns undefined for a path that nobody configured. */
export function confOf({ state }: Server, path: string): (PathConf & { name: string }) | undefined {
  const own = Object.hasOwn(state.paths, path) ? state.paths[path] : undefined;
  if (own) return { ...defaults, ...own, name: path };
  const pattern = written.find(([, fits]) => fits.test(path));
  return pattern && { ...defaults, ...pattern[2], name: pattern[0] };
}

export function openMediaMtx(
  { mediamtx, retryGapsMs = DEFAULT_GAPS_MS }: SandboxOptions,
  state: MediaMtxState,
  parts: { faults: Faults; changed(): void },
): Server {
  const { accessUrl, noticesUrl } = mediamtx ?? {};
  const outbox = new Outbox<Notice>({
    items: state.notices,
    ...parts,
    target: 'mediamtx-notices',
    push: async ({ body }) => {
      if (!noticesUrl) return;
      const response = await post(noticesUrl, 'application/x-www-form-urlencoded', new URLSearchParams(body).toString());
      if (!response.ok) throw new Error(`the door answered ${response.status}`);
    },
    pushes: () => true,
    strict: false,
    gapsMs: retryGapsMs,
  });
  return {
    ...{ ...parts, state, outbox, close: () => outbox.close() },
    async ask(question) {
      if (!accessUrl) return false;
      const empty = { user: '', password: '', token: '', query: '', id: null, ip: '127.0.0.1', userAgent: 'sandbox' };
      const response = await post(accessUrl, 'application/json', JSON.stringify({ ...empty, ...question })).catch(
        () => undefined,
      );
      return response?.ok ?? false;
    },
    tell(notice) {
      const at = new Date().toISOString().replace(/\.\d+Z/, 'Z');
      outbox.post(notice.kind, notice.path, { ...{ source: '', at, segment: '', seconds: '' }, ...notice });
      parts.changed();
    },
  };
}

/** A name and a secret in the address become a header, as with Go's client. */
async function post(address: string, type: string, body: string): Promise<Response> {
  const url = new URL(address);
  const basic = Buffer.from(`${decodeURIComponent(url.username)}:${decodeURIComponent(url.password)}`).toString('base64');
  url.username = '';
  url.password = '';
  const headers = { 'content-type': type, authorization: `Basic ${basic}` };
  const response = await fetch(url, { method: 'POST', headers, body, signal: AbortSignal.timeout(10_000), redirect: 'manual' });
  await response.arrayBuffer();
  return response;
}
