/** `/v3/…`: who asks, whether the same was asked before, and YooKassa's shape of every answer. */
import { timingSafeEqual } from 'node:crypto';
import { type Request, Router, raw } from 'express';
import { type Answer, createMisbehaviour } from '../shared/misbehave.ts';
import type { Desk } from './desk.ts';
import { type Operation, operations } from './operations.ts';
import { invalid, YooKassaError } from './yookassa-error.ts';

type Found = { operation: Operation; id: string };

export function yooKassaRoutes(desk: Desk): Router {
  const router = Router();
  const misbehave = createMisbehaviour(desk.faults, 'yookassa-api', ({ status }) =>
    new YooKassaError(status === 429 ? 'too_many_requests' : 'internal_server_error', 'An error, as ordered').answer(status),
  );
  router.use('/v3', raw({ type: () => true, limit: '1mb' }), async (request, response) => {
    const path = `/v3${request.path}`.replace(/\/$/, '');
    const found = find(request.method, path);
    const names = [path, `${request.method} ${path}`, ...(found ? [found.operation.name] : [])];
    await misbehave(names, response, async () => answer(desk, request, path, found));
  });
  return router;
}

function answer(desk: Desk, request: Request, path: string, found: Found | undefined): Answer {
  try {
    authorise(desk, request);
    if (!found) throw new YooKassaError('not_found', `The sandbox has no ${request.method} ${path}`);
    const text = Buffer.isBuffer(request.body) ? request.body.toString('utf8') : '';
    const query = new URLSearchParams(request.originalUrl.split('?')[1] ?? '');
    const run = (body: unknown): unknown => found.operation.run(desk, { id: found.id, body, query });
    const result = request.method === 'POST' ? once(desk, request.get('idempotence-key'), path, text, run) : run(undefined);
    // As text: what was answered must not change with the object.
    return { status: 200, body: structuredClone(result) };
  } catch (error) {
    if (error instanceof YooKassaError) return error.answer();
    console.error(error);
    return new YooKassaError('internal_server_error', 'Something went wrong in the sandbox').answer();
  }
}

/** Same key, same question: same answer, for 24 hours. https://yookassa.ru/developers/using-api/interaction-format#idempotence */
function once(desk: Desk, key: string | undefined, path: string, text: string, run: (body: unknown) => unknown): unknown {
  if (!key) throw invalid('Idempotence key is missing', 'Idempotence-Key');
  if (key.length > 64) throw invalid('Idempotence key is longer than 64 characters', 'Idempotence-Key');
  const known = desk.state.idempotency[key];
  if (known && (known.path !== path || known.body !== text)) throw invalid('Idempotence key duplicated', 'Idempotence-Key');
  if (known) return JSON.parse(known.answer);
  const result = run(parse(text));
  desk.state.idempotency[key] = { path, body: text, answer: JSON.stringify(result), at: Date.now() };
  desk.changed();
  return result;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text || '{}');
  } catch {
    throw invalid('The body is not JSON');
  }
}

function authorise(desk: Desk, request: Request): void {
  const [scheme = '', value = ''] = (request.headers.authorization ?? '').split(' ');
  const given = Buffer.from(scheme.toLowerCase() === 'basic' ? Buffer.from(value, 'base64').toString('utf8') : '');
  const wanted = Buffer.from(`${desk.shopId}:${desk.secretKey}`);
  if (given.length === wanted.length && timingSafeEqual(given, wanted)) return;
  throw new YooKassaError('invalid_credentials', 'Error in shopId or secret key. Check their validity.');
}

function find(method: string, path: string): Found | undefined {
  const parts = path.split('/');
  for (const operation of operations) {
    const wanted = operation.path.split('/');
    if (operation.method !== method || wanted.length !== parts.length) continue;
    if (wanted.every((part, index) => part === ':id' || part === parts[index]))
      return { operation, id: parts[wanted.indexOf(':id')] ?? '' };
  }
  return undefined;
}
