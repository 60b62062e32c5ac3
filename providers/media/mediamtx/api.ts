/** MediaMTX's control API v3 and its playback server: who asks, and which answers are final. https://mediamtx.org/docs/references/control-api */
import { MediaRejected } from '../port.ts';
import { houseName, type MediaMtxAccount } from './account.ts';

export type MediaMtxApi = {
  /** @returns undefined when there is no such thing. */
  get<T>(path: string, signal?: AbortSignal): Promise<T | undefined>;
  /** All pages. */
  list<T>(path: string, signal?: AbortSignal): Promise<T[]>;
  /** @returns false when there is no such thing. */
  send(method: 'POST' | 'DELETE', path: string, body?: object, signal?: AbortSignal): Promise<boolean>;
  /** From the playback server. @returns undefined when nothing was recorded. */
  archive<T>(path: string, signal?: AbortSignal): Promise<T | undefined>;
};

const patience = 8000;
const itemsPerPage = 500;

export function mediaMtxApi({ apiUrl, archiveUrl, secret }: MediaMtxAccount): MediaMtxApi {
  const authorization = `Basic ${Buffer.from(`${houseName}:${secret}`).toString('base64')}`;

  async function ask<T>(base: string, path: string, init: RequestInit, signal?: AbortSignal): Promise<T | undefined> {
    const timeout = AbortSignal.timeout(patience);
    const response = await fetch(`${base.replace(/\/$/, '')}${path}`, {
      ...init,
      headers: { authorization, ...init.headers },
      redirect: 'error',
      signal: signal ? AbortSignal.any([signal, timeout]) : timeout,
    });
    const answer = (await response.json().catch(() => ({}))) as { error?: string };
    if (response.ok) return answer as T;
    if (response.status === 404) return undefined;
    const words = `MediaMTX ${response.status}: ${answer.error ?? 'no words'}`;
    // 401 is a secret that does not fit, or our own door that is away: somebody mends it, and the call goes through.
    if (response.status === 400) throw new MediaRejected(words);
    throw new Error(words);
  }

  return {
    get: (path, signal) => ask(apiUrl, path, {}, signal),
    archive: (path, signal) => ask(archiveUrl, path, {}, signal),
    async list<T>(path: string, signal?: AbortSignal) {
      const all: T[] = [];
      for (let page = 0; ; page += 1) {
        const part = await ask<{ items: T[]; pageCount: number }>(
          apiUrl,
          `${path}?itemsPerPage=${itemsPerPage}&page=${page}`,
          {},
          signal,
        );
        all.push(...(part?.items ?? []));
        if (page + 1 >= (part?.pageCount ?? 0)) return all;
      }
    },
    async send(method, path, body, signal) {
      const json = body ? { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } } : {};
      return (await ask(apiUrl, path, { method, ...json }, signal)) !== undefined;
    },
  };
}
