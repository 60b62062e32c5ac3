/** What viewers meet: `/mediamtx/hls/<path>/index.m3u8`, whose session the later addresses belong to, and `/mediamtx/archive`. */
import { randomUUID } from 'node:crypto';
import { type Request, type Response, Router } from 'express';
import { credentialsOf } from './credentials.ts';
import { lengthOf, written } from './paths.ts';
import { confOf, type Server } from './server.ts';

const refuse = (response: Response, status: number, error: string): void =>
  void response.status(status).json({ status: 'error', error });
const queryOf = (request: Request): string => request.originalUrl.split('?')[1] ?? '';

export function viewerRoutes(server: Server): Router {
  const router = Router();
  const { state } = server;

  router.get('/mediamtx/hls/*file', async (request, response) => {
    const parts = request.params['file'] as unknown as string[];
    const path = parts.slice(0, -1).join('/');
    const file = parts.at(-1);
    const query = queryOf(request);
    if (file === 'index.m3u8') {
      if (!(await server.ask({ action: 'read', path, protocol: 'hls', query, ...credentialsOf(request) })))
        return refuse(response, 401, 'authentication error');
      if (!state.publishers[path]) return refuse(response, 404, 'no stream is available');
      const session = { id: randomUUID(), secret: randomUUID(), path, query, created: new Date().toISOString() };
      state.sessions[session.id] = session;
      const variant = `video1_stream.m3u8?${query}&session=${session.secret}`;
      return void response
        .type('application/vnd.apple.mpegurl')
        .send(`#EXTM3U\n#EXT-X-STREAM-INF:BANDWIDTH=2500000\n${variant}\n`);
    }
    const secret = request.query['session'];
    if (!Object.values(state.sessions).some((one) => one.secret === secret && one.path === path))
      return refuse(response, 401, 'authentication error');
    if (!file?.endsWith('.m3u8')) return void response.type('video/mp4').send(Buffer.from('picture'));
    response.type('application/vnd.apple.mpegurl').send(`#EXTM3U\n#EXT-X-TARGETDURATION:1\n#EXTINF:1,\nseg0.mp4?${query}\n`);
  });

  router.get('/mediamtx/archive/:what', async (request, response) => {
    const { path = '', start } = request.query as { path?: string; start?: string };
    const asked = { action: 'playback', path, protocol: '', query: queryOf(request), ...credentialsOf(request) } as const;
    if (!(await server.ask(asked))) return refuse(response, 401, 'authentication error');
    if (!confOf(server, path)) return refuse(response, 400, 'path not configured');
    const segments = (state.segments[path] ?? []).map((one) => ({
      start: written(one.start),
      duration: lengthOf(server, path, one),
    }));
    const fitting = request.params['what'] === 'get' ? segments.filter((one) => one.start === start) : segments;
    if (fitting.length === 0) return refuse(response, 404, 'no recording segments found');
    if (request.params['what'] === 'list') return void response.json(fitting);
    response.set('accept-ranges', 'none').type('video/mp4').send(Buffer.from('recorded picture'));
  });
  return router;
}
