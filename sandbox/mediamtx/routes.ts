/** `/mediamtx/api/v3/…`: the control API; who asks is asked of the door. */
import { json, Router } from 'express';
import { createMisbehaviour } from '../shared/misbehave.ts';
import { credentialsOf } from './credentials.ts';
import { operations } from './operations.ts';
import type { Server } from './server.ts';

export function mediaMtxRoutes(server: Server): Router {
  const router = Router();
  const misbehave = createMisbehaviour(server.faults, 'mediamtx-api', ({ status }) => ({
    ...{ status, body: { status: 'error', error: 'an error, as ordered' } },
  }));
  router.use('/mediamtx/api/v3', json(), async (request, response) => {
    const asked = `${request.method} ${request.path.slice(1)}`;
    const known = Object.keys(operations)
      .filter((one) => asked === one || asked.startsWith(`${one}/`))
      .sort((one, other) => other.length - one.length)[0];
    await misbehave(known ? [known] : [], response, async () => {
      const operation = known === undefined ? undefined : operations[known];
      if (!operation) return { status: 404, body: { status: 'error', error: `the sandbox has no ${asked}` } };
      if (!(await server.ask({ action: 'api', path: '', protocol: '', ...credentialsOf(request) })))
        return { status: 401, body: { status: 'error', error: 'authentication error' } };
      const query = new URLSearchParams(request.originalUrl.split('?')[1] ?? '');
      const answer = operation(server, { name: decodeURIComponent(asked.slice(known!.length + 1)), body: request.body, query });
      server.changed();
      return answer;
    });
  });
  return router;
}
