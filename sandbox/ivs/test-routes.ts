/** What only a tester can make IVS do: an encoder comes, goes, loses its line; words inside the picture are read. */
import { Router } from 'express';
import { z } from 'zod';
import { read } from '../shared/input.ts';
import { notFound } from '../shared/refusal.ts';
import type { Cloud } from './cloud.ts';
import { end, publish, starve } from './streams.ts';
import type { Stream } from './types.ts';

const encoder = z.object({ key: z.string() });
const cut = z.object({ streamId: z.string() });

export function ivsTestRoutes(cloud: Cloud): Router {
  const router = Router();
  const streamOf = (body: unknown): Stream => {
    const { streamId } = read(cut, body);
    const found = Object.values(cloud.state.streams).find((stream) => stream.streamId === streamId);
    if (found) return found;
    throw notFound(`There is no stream ${streamId}; POST /ivs/encoder/publish makes one.`);
  };

  router.post('/ivs/encoder/publish', (request, response) => {
    const result = publish(cloud, read(encoder, request.body).key);
    if ('refused' in result) return void response.status(403).json({ error: result.refused, message: 'IVS hangs up.' });
    response.status(201).json(result.stream);
  });
  router.post('/ivs/encoder/stop', (request, response) => {
    end(cloud, streamOf(request.body));
    response.json({});
  });
  for (const [path, health] of [
    ['starve', 'STARVING'],
    ['feed', 'HEALTHY'],
  ] as const)
    router.post(`/ivs/encoder/${path}`, (request, response) => {
      starve(cloud, streamOf(request.body), health);
      response.json({});
    });
  router.get('/ivs/metadata', (request, response) => {
    response.json(cloud.state.metadata[String(request.query['channel'])] ?? []);
  });
  return router;
}
