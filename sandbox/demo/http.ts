/** One request and its answer, as anybody could send it with curl. */
import { Unexpected } from './expect.ts';
import { say } from './words.ts';

// biome-ignore lint/suspicious/noExplicitAny: answers are checked by the steps, field by field
export type Reply = { status: number; body: any };

type Ask = { body?: unknown; headers?: Record<string, string> };

/** POST with a body, GET without. @throws Unexpected when nobody answers */
export async function call(url: string, { body, headers }: Ask = {}): Promise<Reply> {
  const post = { method: 'POST', body: JSON.stringify(body) };
  const response = await fetch(url, {
    headers: { accept: 'application/json', ...(body === undefined ? {} : { 'content-type': 'application/json' }), ...headers },
    ...(body === undefined ? {} : post),
    signal: AbortSignal.timeout(30_000),
  }).catch((error: Error) => {
    const { origin, pathname } = new URL(url);
    const reason = (error.cause as NodeJS.ErrnoException | undefined)?.code ?? error.message;
    throw new Unexpected(say(`ответ от ${origin}${pathname}`, `an answer from ${origin}${pathname}`), reason);
  });
  const text = await response.text();
  try {
    return { status: response.status, body: JSON.parse(text) };
  } catch {
    return { status: response.status, body: text };
  }
}

/** Like `call`, for what must succeed. @throws Unexpected with what the other side said */
export async function ask(url: string, options?: Ask): Promise<Reply['body']> {
  const { status, body } = await call(url, options);
  if (status < 300) return body;
  throw new Unexpected(say(`согласие на ${new URL(url).pathname}`, `a yes at ${new URL(url).pathname}`), { status, ...body });
}
