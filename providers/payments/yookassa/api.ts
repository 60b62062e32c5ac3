/** YooKassa's HTTP: who asks, under which key, and which answers are final. https://yookassa.ru/developers/using-api/interaction-format */
import { createHash } from 'node:crypto';
import { PaymentRejected } from '../port.ts';

export type YooKassaAccount = {
  shopId: string;
  secretKey: string;
  /** 54-FZ: how the tickets are taxed, 1–12. https://yookassa.ru/developers/payment-acceptance/receipts/54fz/yoomoney/parameters-values */
  vatCode: number;
  /** Another server that speaks YooKassa's protocol, up to `/v3`; default: YooKassa's own. */
  apiUrl?: string;
};

/** Keys that it does not know: whoever owns the account must mend them. */
export class YooKassaKeysUnknown extends Error {
  override name = 'YooKassaKeysUnknown';
}

export type YooKassaApi = {
  get<T>(path: string, signal?: AbortSignal): Promise<T>;
  /** @param key the same key and body get the same answer for 24 hours. */
  post<T>(path: string, body: object, key: string, signal?: AbortSignal): Promise<T>;
};

const patience = 8000;
const ownAddress = 'https://api.yookassa.ru';
/** Understood and refused. Keys that do not fit (401, 403) are our own fault to mend; 429, 5xx and 202 say "not now". */
const final = [400, 404, 405, 409, 410, 415, 422];

export function yooKassaApi({ shopId, secretKey, apiUrl = ownAddress }: YooKassaAccount): YooKassaApi {
  const authorization = `Basic ${Buffer.from(`${shopId}:${secretKey}`).toString('base64')}`;

  async function ask<T>(path: string, init: RequestInit, signal?: AbortSignal): Promise<T> {
    const timeout = AbortSignal.timeout(patience);
    const response = await fetch(new URL(`/v3/${path}`, apiUrl), {
      ...init,
      headers: { authorization, accept: 'application/json', ...init.headers },
      redirect: 'error',
      signal: signal ? AbortSignal.any([signal, timeout]) : timeout,
    });
    const answer = (await response.json().catch(() => ({}))) as { type?: string; code?: string; description?: string };
    if (response.status === 200) return answer as T;
    const words = `YooKassa ${response.status} ${answer.code ?? answer.type ?? ''}: ${answer.description ?? 'no words'}`;
    if (final.includes(response.status)) throw new PaymentRejected(words);
    if (response.status === 401) throw new YooKassaKeysUnknown(words);
    // 500 means that the outcome is unknown: the same key and body ask for it again.
    throw new Error(words);
  }

  return {
    get: (path, signal) => ask(path, {}, signal),
    post: (path, body, key, signal) =>
      ask(
        path,
        {
          method: 'POST',
          body: JSON.stringify(body),
          headers: { 'content-type': 'application/json', 'idempotence-key': keyOf(key) },
        },
        signal,
      ),
  };
}

/** YooKassa takes 64 characters; a longer key of ours goes as its hash. */
const keyOf = (key: string): string => (key.length <= 64 ? key : createHash('sha256').update(key).digest('hex'));
