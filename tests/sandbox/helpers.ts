/** What the sandbox's tests share: a sandbox with short clocks, calls to it, an endpoint that listens. */
import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { TestContext } from 'node:test';
import { type Sandbox, type SandboxOptions, startSandbox } from '../../sandbox/index.ts';
import type { SeenMessage } from '../../sandbox/person/view.ts';

export const TOKEN = '7000000001:sandbox-test';
export const SECRET_KEY = 'sk_test_rampa';
export const WEBHOOK_SECRET = 'whsec_rampa';

const farewells = new WeakMap<Sandbox, Array<() => Promise<void>>>();

/** Runs before the sandbox closes. */
export const beforeClose = (sandbox: Sandbox, act: () => Promise<void>): void =>
  void farewells.set(sandbox, [...(farewells.get(sandbox) ?? []), act]);

type Overrides = Partial<Omit<SandboxOptions, 'telegram' | 'stripe'>> & {
  preCheckoutMs?: number;
  webhookUrl?: string;
  asyncMs?: number;
};

export async function open(t: TestContext, overrides: Overrides = {}): Promise<Sandbox> {
  const { preCheckoutMs = 10_000, webhookUrl, asyncMs = 50, ...rest } = overrides;
  const sandbox = await startSandbox({
    retryGapsMs: [20, 40, 80],
    ...rest,
    telegram: { bots: [{ token: TOKEN, username: 'rampa_bot', firstName: 'Рампа' }], preCheckoutMs },
    stripe: { secretKey: SECRET_KEY, webhookSecret: WEBHOOK_SECRET, webhookUrl, asyncMs },
  });
  t.after(async () => {
    for (const act of farewells.get(sandbox) ?? []) await act();
    await sandbox.close();
  });
  return sandbox;
}

/** An answer as it came over the wire; each test looks for what it needs. */
export type Json = any;
export type Reply = { status: number; body: Json };

export async function ask(sandbox: { url: string }, method: string, path: string, body?: unknown): Promise<Reply> {
  const response = await fetch(sandbox.url + path, {
    method,
    ...(body === undefined ? {} : { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }),
  });
  const text = await response.text();
  return { status: response.status, body: text.startsWith('{') || text.startsWith('[') ? JSON.parse(text) : text };
}

export const post = (sandbox: { url: string }, path: string, body: unknown = {}): Promise<Reply> =>
  ask(sandbox, 'POST', path, body);
export const get = (sandbox: { url: string }, path: string): Promise<Reply> => ask(sandbox, 'GET', path);

/** A Bot API call without any client in between. */
export async function call(sandbox: { url: string }, method: string, params: unknown = {}): Promise<Json> {
  return (await post(sandbox, `/bot${TOKEN}/${method}`, params)).body;
}

export const seen = async (sandbox: { url: string }, personId = 2001): Promise<SeenMessage[]> =>
  (await get(sandbox, `/people/${personId}/messages`)).body as SeenMessage[];

/** Polls until `look` gives something; the deadline is generous because the machine may be busy. */
export async function until<T>(what: string, look: () => Promise<T | undefined | false> | T | undefined | false): Promise<T> {
  const deadline = Date.now() + 15_000;
  for (;;) {
    const found = await look();
    if (found !== undefined && found !== false) return found;
    assert.ok(Date.now() < deadline, `waited in vain: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 15));
  }
}

export type Heard = { headers: Record<string, string | string[] | undefined>; text: string; body: Json };
export type Endpoint = { url: string; heard: Heard[]; answer: (heard: Heard) => number };

/** An HTTP endpoint that remembers what came; change `answer` to refuse. */
export async function endpoint(t: TestContext): Promise<Endpoint> {
  const it: Endpoint = { url: '', heard: [], answer: () => 200 };
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const text = Buffer.concat(chunks).toString('utf8');
      const heard = { headers: request.headers, text, body: JSON.parse(text) };
      it.heard.push(heard);
      response.writeHead(it.answer(heard)).end();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  t.after(() => {
    server.close();
    server.closeAllConnections();
  });
  it.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook`;
  return it;
}

export const types = (at: Endpoint): string[] => at.heard.map(({ body }) => body.type);
