/** The one door to the API: says who asks and in which language, and turns every refusal into a `HouseProblem`. */
import createClient from 'openapi-fetch';
import { noteServerTime } from '../logic/server-clock.ts';
import { HouseProblem, problemOf } from './house-problem.ts';
import type { paths } from './schema.d.ts';

type Caller = {
  language: () => string;
  /** Same for every request of this browser: it proves that a repeated order comes from the same hands. */
  device: () => string;
  /** Waits for a sign-in under way. */
  bearer: () => Promise<string | undefined>;
  /** The token was refused: the next request must not use it again. */
  refused: () => void;
};

let caller: Caller | undefined;
export const introduceCaller = (introduced: Caller): void => {
  caller = introduced;
};

/** Placing an order waits for the payment partner; nothing else should take so long. */
const patience = (request: Request): number => (request.method === 'POST' ? 40_000 : 15_000);

export const api = createClient<paths>({
  fetch: (request) => fetch(request, { signal: AbortSignal.any([request.signal, AbortSignal.timeout(patience(request))]) }),
});

/** Who asks to be known is not known yet, and a token that is over must not stand in the way. */
const isAnonymous = (path: string) => path.startsWith('/api/sign-in') || path === '/api/house';

api.use({
  async onRequest({ request, schemaPath }) {
    if (!caller) return;
    request.headers.set('Accept-Language', caller.language());
    if (isAnonymous(schemaPath)) return;
    const bearer = await caller.bearer();
    if (bearer) request.headers.set('Authorization', `Bearer ${bearer}`);
    if (schemaPath.startsWith('/api/orders')) request.headers.set('X-Rampa-Device', caller.device());
  },
  onResponse({ response, schemaPath }) {
    noteServerTime(response.headers.get('date'));
    if (response.status === 401 && !isAnonymous(schemaPath)) caller?.refused();
  },
});

/** The answer, or a thrown `HouseProblem`. */
export async function ask<T>(call: Promise<{ data?: T; error?: unknown; response: Response }>): Promise<T> {
  let answer: Awaited<typeof call>;
  try {
    answer = await call;
  } catch (cause) {
    if (cause instanceof HouseProblem) throw cause;
    // A refused connection, a cut line and our own time limit look the same to the person: nobody answered.
    throw new HouseProblem(navigator.onLine ? 'Unreachable' : 'Offline');
  }
  const { data, error, response } = answer;
  if (!response.ok || data === undefined) throw problemOf(response.status, error, response.headers.get('Retry-After'));
  return data;
}
