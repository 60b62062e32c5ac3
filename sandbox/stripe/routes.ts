/** `/v1/…`: who asks, whether the same was asked before, and Stripe's shape of every answer. */
import { timingSafeEqual } from 'node:crypto';
import { type Request, Router, raw } from 'express';
import { randomName } from '../shared/ids.ts';
import { type Answer, createMisbehaviour } from '../shared/misbehave.ts';
import type { Desk } from './desk.ts';
import { type Form, parseForm } from './form.ts';
import { expand } from './lists.ts';
import { type Operation, operations } from './operations.ts';
import { invalidRequest, StripeError } from './stripe-error.ts';

export function stripeRoutes(desk: Desk): Router {
  const router = Router();
  const misbehave = createMisbehaviour(desk.faults, 'stripe-api', (fault) =>
    failure(
      fault.status === 429
        ? new StripeError(429, 'invalid_request_error', 'Request rate limit exceeded.', { code: 'rate_limit' })
        : new StripeError(fault.status, fault.status >= 500 ? 'api_error' : 'invalid_request_error', 'An error, as ordered.'),
    ),
  );

  router.use('/v1', raw({ type: () => true, limit: '1mb' }), async (request, response) => {
    response.set('request-id', `req_${randomName(14)}`);
    const version = request.headers['stripe-version'];
    if (typeof version === 'string') response.set('stripe-version', version);
    const path = `/v1${request.path}`.replace(/\/$/, '');
    const found = find(request.method, path);
    const names = [path, `${request.method} ${path}`, ...(found ? [found.operation.name] : [])];
    await misbehave(names, response, async () => answer(desk, request, path, found));
  });
  return router;
}

const failure = (error: StripeError): Answer => ({ status: error.status, body: error.body() });

function answer(desk: Desk, request: Request, path: string, found: ReturnType<typeof find>): Answer {
  try {
    authorise(desk, request);
    if (found === undefined) {
      throw new StripeError(
        404,
        'invalid_request_error',
        `Unrecognized request URL (${request.method}: ${path}). The sandbox has no such operation.`,
      );
    }
    const body = Buffer.isBuffer(request.body) ? request.body.toString('utf8') : '';
    const source = request.method === 'POST' ? body : (request.originalUrl.split('?')[1] ?? '');
    const run = (): Answer => perform(desk, found, parseForm(source));
    const key = request.headers['idempotency-key'];
    return request.method === 'POST' && typeof key === 'string' && key !== '' ? once(desk, key, path, source, run) : run();
  } catch (error) {
    if (error instanceof StripeError) return failure(error);
    console.error(error);
    return failure(new StripeError(500, 'api_error', 'Something went wrong in the sandbox.'));
  }
}

function perform(desk: Desk, { operation, id }: NonNullable<ReturnType<typeof find>>, form: Form): Answer {
  return { status: 200, body: expand(desk, operation.run(desk, form, id), form) };
}

/** Same key, same question: same answer. https://docs.stripe.com/api/idempotent_requests */
function once(desk: Desk, key: string, path: string, params: string, run: () => Answer): Answer {
  if (key.length > 255) throw invalidRequest('Idempotency keys must be at most 255 characters.');
  const { idempotency } = desk.state;
  const known = idempotency[key];
  if (known && known.path !== path) {
    throw new StripeError(
      400,
      'idempotency_error',
      `Keys for idempotent requests can only be used for the same endpoint they were first used for ('${known.path}' vs '${path}'). Try using a key other than '${key}' if you meant to execute a different request.`,
    );
  }
  if (known && known.params !== params) {
    throw new StripeError(
      400,
      'idempotency_error',
      `Keys for idempotent requests can only be used with the same parameters they were first used with. Try using a key other than '${key}' if you meant to execute a different request.`,
    );
  }
  const headers = { 'idempotency-key': key };
  if (known)
    return {
      status: known.status,
      body: JSON.parse(known.body),
      headers: { ...headers, 'idempotent-replayed': 'true', 'original-request': `req_${randomName(14)}` },
    };
  const keep = ({ status, body }: Answer): void => {
    idempotency[key] = { path, params, status, body: JSON.stringify(body), at: Date.now() };
    desk.changed();
  };
  try {
    const result = run();
    keep(result);
    return { ...result, headers };
  } catch (error) {
    if (!(error instanceof StripeError)) throw error;
    if (error.executed) keep(failure(error));
    return { ...failure(error), headers };
  }
}

function authorise(desk: Desk, request: Request): void {
  const [scheme = '', value = ''] = (request.headers.authorization ?? '').split(' ');
  const key = scheme.toLowerCase() === 'basic' ? Buffer.from(value, 'base64').toString('utf8').replace(/:$/, '') : value;
  if (key === '') {
    throw new StripeError(
      401,
      'invalid_request_error',
      "You did not provide an API key. You need to provide your API key in the Authorization header, using Bearer auth (e.g. 'Authorization: Bearer YOUR_SECRET_KEY').",
    );
  }
  const [given, wanted] = [Buffer.from(key), Buffer.from(desk.secretKey)];
  if (given.length === wanted.length && timingSafeEqual(given, wanted)) return;
  throw new StripeError(
    401,
    'invalid_request_error',
    `Invalid API Key provided: ${key.slice(0, 8)}${'*'.repeat(8)}${key.slice(-4)}`,
  );
}

function find(method: string, path: string): { operation: Operation; id: string } | undefined {
  const parts = path.split('/');
  for (const operation of operations) {
    const wanted = operation.path.split('/');
    if (operation.method !== method || wanted.length !== parts.length) continue;
    if (wanted.every((part, index) => part === ':id' || part === parts[index]))
      return { operation, id: parts[wanted.indexOf(':id')] ?? '' };
  }
  return undefined;
}
