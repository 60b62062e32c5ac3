/** `/ivs/<Operation>` and its like: who asks, and IVS's shape of every answer. */
import { type Request, Router, raw } from 'express';
import type { Faults } from '../shared/faults.ts';
import { type Answer, createMisbehaviour } from '../shared/misbehave.ts';
import type { Cloud } from './cloud.ts';
import { IvsError, invalid } from './ivs-error.ts';
import { isOperation, perform } from './operations.ts';

/** @returns null for an operation that the stand-in has not. @throws IvsError */
type Perform = (operation: string, body: unknown) => { done: unknown } | null;

export const ivsRoutes = (cloud: Cloud): Router =>
  awsRoutes(cloud.faults, 'ivs', (operation, body) =>
    isOperation(operation) ? { done: perform(cloud, operation, body) } : null,
  );

/** @param service where it is, and how its faults are named */
export function awsRoutes(faults: Faults, service: 'ivs' | 'ivs-realtime', act: Perform): Router {
  const router = Router();
  const misbehave = createMisbehaviour(faults, `${service}-api`, ({ status }) =>
    new IvsError(status === 429 ? 'ThrottlingException' : 'InternalServerException', 'An error, as ordered').answer(status),
  );
  router.post(`/${service}/:operation`, raw({ type: () => true, limit: '1mb' }), async (request, response, next) => {
    const operation = request.params['operation'] as string;
    // What only a tester can do has names of its own.
    if (!/^[A-Z]/.test(operation)) return next();
    await misbehave([operation], response, async () => answer(act, request, operation));
  });
  return router;
}

function answer(act: Perform, request: Request, operation: string): Answer {
  try {
    // Real-time signs for the same service.
    if (!/^AWS4-HMAC-SHA256 Credential=[^/]+\/\d{8}\/[\w-]+\/ivs\/aws4_request,/.test(request.headers.authorization ?? ''))
      throw new IvsError('AccessDeniedException', 'The request is not signed for ivs');
    const text = Buffer.isBuffer(request.body) ? request.body.toString('utf8') : '';
    const result = act(operation, parse(text));
    if (!result) throw new IvsError('AccessDeniedException', `The sandbox has no ${operation}`);
    return { status: 200, body: result.done ?? {} };
  } catch (error) {
    if (error instanceof IvsError) return error.answer();
    console.error(error);
    return new IvsError('InternalServerException', 'The sandbox fell over; see its log').answer();
  }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text || '{}');
  } catch {
    throw invalid('The body is not JSON');
  }
}
