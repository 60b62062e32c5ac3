/** Requests as a test writes them: JSON in, status and JSON out. */
export type Reply<T = Record<string, unknown>> = { status: number; body: T; headers: Headers };

export async function call<T = Record<string, any>>(
  url: string,
  init: { method?: string; body?: unknown; headers?: Record<string, string> } = {},
): Promise<Reply<T>> {
  const response = await fetch(url, {
    method: init.method ?? (init.body === undefined ? 'GET' : 'POST'),
    headers: {
      accept: 'application/json',
      ...(init.body === undefined ? {} : { 'content-type': 'application/json' }),
      ...init.headers,
    },
    ...(init.body === undefined ? {} : { body: JSON.stringify(init.body) }),
  });
  const text = await response.text();
  let body: unknown = text;
  try {
    body = JSON.parse(text);
  } catch {}
  return { status: response.status, body: body as T, headers: response.headers };
}

/** Waits for a condition with a generous deadline: what must happen happens, however busy the machine is. */
export async function eventually<T>(
  look: () => Promise<T | undefined | false | null>,
  what: string,
  deadlineMs = 60_000,
): Promise<T> {
  const until = Date.now() + deadlineMs;
  let last: unknown;
  for (;;) {
    try {
      const seen = await look();
      if (seen) return seen;
      last = seen;
    } catch (error) {
      last = error;
    }
    if (Date.now() > until)
      throw new Error(`never happened: ${what}${last instanceof Error ? ` (${last.message})` : ''}`, { cause: last });
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
