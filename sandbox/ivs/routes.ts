/** `/ivs/<Operation>`: who asks, and IVS's shape of every answer. */
import { type Request, Router, raw } from 'express';
import { type Answer, createMisbehaviour } from '../shared/misbehave.ts';
import type { Cloud } from './cloud.ts';
import { IvsError, invalid } from './ivs-error.ts';
import { isOperation, perform } from './operations.ts';

export function ivsRoutes(cloud: Cloud): Router {
  const router = Router();
  const misbehave = createMisbehaviour(cloud.faults, 'ivs-api', ({ status }) =>
    new IvsError(status === 429 ? 'ThrottlingException' : 'InternalServerException', 'An error, as ordered').answer(status),
  );
  router.post('/ivs/:operation', raw({ type: () => true, limit: '1mb' }), async (request, response, next) => {
    const operation = request.params['operation'] as string;
    // What only a tester can do has names of its own.
    if (!/^[A-Z]/.test(operation)) return next();
    await misbehave([operation], response, async () => answer(cloud, request, operation));
  });
  return router;
}

function answer(cloud: Cloud, request: Request, operation: string): Answer {
  try {
    if (!/^AWS4-HMAC-SHA256 Credential=[^/]+\/\d{8}\/[\w-]+\/ivs\/aws4_request,/.test(request.headers.authorization ?? ''))
      throw new IvsError('AccessDeniedException', 'The request is not signed for ivs');
    if (!isOperation(operation)) throw new IvsError('AccessDeniedException', `The sandbox has no ${operation}`);
    const text = Buffer.isBuffer(request.body) ? request.body.toString('utf8') : '';
    return { status: 200, body: perform(cloud, operation, parse(text)) ?? {} };
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
