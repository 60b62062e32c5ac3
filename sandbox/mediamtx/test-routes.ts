/** What only a tester can make MediaMTX do: an encoder comes and goes; the server is started anew. */
import { Router } from 'express';
import { z } from 'zod';
import { read } from '../shared/input.ts';
import { notFound } from '../shared/refusal.ts';
import { publish, unpublish } from './paths.ts';
import type { Server } from './server.ts';

/** Server and key as OBS joins them; or WHIP's address, with what it sends as Bearer. */
const encoder = z.object({ url: z.string(), bearer: z.string().optional() });
const cut = z.object({ id: z.string() });

export function mediaMtxTestRoutes(server: Server): Router {
  const router = Router();
  router.post('/mediamtx/encoder/publish', async (request, response) => {
    const { url, bearer } = read(encoder, request.body);
    const { pathname, search } = new URL(url);
    const query = search.slice(1);
    const whip = bearer !== undefined;
    const result = await publish(server, {
      path: pathname.slice(1).replace(whip ? /\/whip$/ : /$^/, ''),
      query,
      // Of RTMP the server reads it from the query.
      token: bearer ?? new URLSearchParams(query).get('token') ?? '',
      type: whip ? 'webRTCSession' : 'rtmpConn',
    });
    if ('refused' in result) return void response.status(403).json({ error: 'refused', message: result.refused });
    response.status(201).json(result.publisher);
  });
  router.post('/mediamtx/encoder/stop', (request, response) => {
    const { id } = read(cut, request.body);
    const publisher = Object.values(server.state.publishers).find((one) => one.id === id);
    if (!publisher) throw notFound(`There is no publisher ${id}; POST /mediamtx/encoder/publish makes one.`);
    unpublish(server, publisher.path);
    response.json({});
  });
  /** Whoever was connected is gone, and what the API told is forgotten; files stay. */
  router.post('/mediamtx/restart', (_request, response) => {
    for (const path of Object.keys(server.state.publishers)) unpublish(server, path);
    server.state.paths = {};
    response.json({});
  });
  return router;
}
