/** The partners' stand-ins in this process, with the few things that tests of our clients do to them. */
import { type Sandbox, type SandboxOptions, startSandbox } from '../../sandbox/index.ts';

export const token = '7000000001:AAEsandboxsandboxsandboxsandboxsand';
export const secretKey = 'sk_test_providers';
export const webhookSecret = 'whsec_providers';

type Fault = { target: string; mode: string; times?: number; ms?: number; status?: number; method?: string };
export type Partners = Sandbox & {
  /** A person's or tester's side of the sandbox. @throws when it answers anything but 2xx */
  ask<T = Record<string, unknown>>(method: 'GET' | 'POST' | 'DELETE', path: string, body?: object): Promise<T>;
  /** What Stripe itself would show. */
  stripe<T = Record<string, unknown>>(path: string): Promise<T>;
  fault(fault: Fault): Promise<void>;
};

export async function startPartners(media: Pick<SandboxOptions, 'ivs' | 'mediamtx' | 'retryGapsMs'> = {}): Promise<Partners> {
  const sandbox = await startSandbox({
    telegram: { bots: [{ token, username: 'rampa_test_bot', firstName: 'Рампа' }], preCheckoutMs: 10_000 },
    stripe: { secretKey, webhookSecret, asyncMs: 50 },
    ...media,
  });
  const call = async <T>(path: string, init: RequestInit): Promise<T> => {
    const response = await fetch(sandbox.url + path, init);
    const text = await response.text();
    if (!response.ok) throw new Error(`${init.method} ${path}: ${response.status} ${text}`);
    return (text === '' ? undefined : JSON.parse(text)) as T;
  };
  const partners: Partners = {
    ...sandbox,
    ask: (method, path, body) =>
      call(path, {
        method,
        headers: { accept: 'application/json', ...(body ? { 'content-type': 'application/json' } : {}) },
        ...(body ? { body: JSON.stringify(body) } : {}),
      }),
    stripe: (path) => call(`/v1${path}`, { method: 'GET', headers: { authorization: `Bearer ${secretKey}` } }),
    fault: (fault) => partners.ask('POST', '/faults', fault),
  };
  return partners;
}

/** An address where nobody listens any more. */
export async function nobodysAddress(): Promise<string> {
  const { url, close } = await startPartners();
  await close();
  return url;
}
