/** The OpenAPI document, from the same route table that express serves. */
import { z } from 'zod';
import { createDocument, type ZodOpenApiOperationObject, type ZodOpenApiPathsObject } from 'zod-openapi';
import type { ErrorCode } from '../domain/errors.ts';
import type { ApiDeps } from './deps.ts';
import { statusOf } from './errors.ts';
import type { Route } from './route.ts';
import { allRoutes } from './routes/index.ts';
import { Organisation, Problem } from './schemas/common.ts';

export function openApiDocument(): ReturnType<typeof createDocument> {
  // Describing a route calls nothing of what it stands on.
  const routes = allRoutes({} as ApiDeps);
  const paths: ZodOpenApiPathsObject = {};
  for (const route of routes) {
    const path = `/api${route.path}`;
    paths[path] = { ...paths[path], [route.method]: operationOf(route) };
  }
  return createDocument({
    openapi: '3.1.0',
    info: {
      title: 'Rampa',
      version: '0.2.0',
      description:
        'Tickets to an online theatre. Times are ISO 8601 in UTC, money is whole minor units with a currency (XTR: whole Stars). ' +
        'Every error has the shape of Problem. 100 requests a minute a person.',
    },
    components: {
      securitySchemes: {
        session: { type: 'http', scheme: 'bearer', description: 'The token of a sign-in.' },
      },
    },
    paths,
  });
}

function operationOf(route: Route): ZodOpenApiOperationObject {
  // A session that is broken or over is refused everywhere, also where none is needed.
  const always: ErrorCode[] = ['InvalidRequest', 'SignInRequired', 'TooManyRequests', 'Internal', 'Busy'];
  if (route.body) always.push('TooLarge');
  if (route.access === 'member') always.push('NotFound', 'NotAllowed');
  const byStatus = Map.groupBy([...new Set([...route.problems, ...always])], (code) => statusOf[code]);
  const problems = [...byStatus].map(([status, codes]) => [
    String(status),
    { description: codes.join(' | '), content: { 'application/json': { schema: Problem } } },
  ]);
  const good = route.answer
    ? { description: route.summary, content: { 'application/json': { schema: route.answer } } }
    : { description: route.summary, content: { 'image/*': { schema: { type: 'string', format: 'binary' } } } };
  const pending = route.pending && { description: 'Not yet.', content: { 'application/json': { schema: route.pending } } };
  const path = route.access === 'member' ? (route.params ?? z.object({})).extend({ org: Organisation }) : route.params;
  return {
    summary: route.summary,
    tags: [route.tag],
    ...(route.permission ? { description: `For members of the organisation whose role has \`${route.permission}\`.` } : {}),
    ...(route.access === 'public' ? {} : { security: route.access === 'order' ? [{ session: [] }, {}] : [{ session: [] }] }),
    requestParams: { ...(path ? { path } : {}), ...(route.query ? { query: route.query } : {}) },
    ...(route.body ? { requestBody: { required: true, content: { 'application/json': { schema: route.body } } } } : {}),
    responses: { [String(route.status ?? 200)]: good, ...(pending ? { '202': pending } : {}), ...Object.fromEntries(problems) },
  } as ZodOpenApiOperationObject;
}
