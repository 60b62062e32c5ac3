/** Publishers that come and go on a path, and what is recorded of them. */
import { randomUUID } from 'node:crypto';
import { confOf, type Server } from './server.ts';
import type { Publisher, SourceType } from './types.ts';

type Refused = { refused: 'unauthorized' | 'unknown path' | 'someone is already publishing' };

export async function publish(
  server: Server,
  { path, query, token, type }: { path: string; query: string; token: string; type: SourceType },
): Promise<{ publisher: Publisher } | Refused> {
  const { state } = server;
  if (!confOf(server, path)) return { refused: 'unknown path' };
  const protocol = type === 'rtmpConn' ? 'rtmp' : 'webrtc';
  if (!(await server.ask({ action: 'publish', path, protocol, query, token }))) return { refused: 'unauthorized' };
  const conf = confOf(server, path);
  if (!conf) return { refused: 'unknown path' };
  if (state.publishers[path] && !conf.overridePublisher) return { refused: 'someone is already publishing' };
  if (state.publishers[path]) unpublish(server, path);
  const since = new Date().toISOString();
  const publisher: Publisher = { id: randomUUID(), type, path, query, since };
  state.publishers[path] = publisher;
  if (conf.record) {
    state.segments[path] ??= [];
    state.segments[path].push({ start: since, seconds: 0 });
  }
  server.tell({ kind: 'online', path, source: publisher.id });
  return { publisher };
}

/** The publisher is gone, and with it whoever watched. */
export function unpublish(server: Server, path: string): void {
  const { state } = server;
  const publisher = state.publishers[path];
  if (!publisher) return;
  delete state.publishers[path];
  for (const session of Object.values(state.sessions)) if (session.path === path) delete state.sessions[session.id];
  server.tell({ kind: 'offline', path, source: publisher.id });
  const segment = confOf(server, path)?.record || recording(server, publisher) ? state.segments[path]?.at(-1) : undefined;
  if (!segment || segment.start !== publisher.since) return;
  segment.seconds = Math.max(0.001, (Date.now() - Date.parse(segment.start)) / 1000);
  server.tell({ kind: 'recorded', path, segment: fileOf(path, segment.start), seconds: String(segment.seconds) });
}

const recording = ({ state }: Server, { path, since }: Publisher): boolean =>
  state.segments[path]?.some(({ start }) => start === since) ?? false;

/** /recordings/%path/%Y-%m-%d_%H-%M-%S-%f.mp4 */
const fileOf = (path: string, start: string): string =>
  `/recordings/${path}/${start.slice(0, 10)}_${start.slice(11, 19).replaceAll(':', '-')}-${start.slice(20, 23)}000.mp4`;

/** A moment as Go writes it: no zeros at the end of its fraction. */
export const written = (start: string): string => start.replace(/\.?0*Z$/, 'Z');

/** How long it lasts, the one that is being written until now. */
export const lengthOf = ({ state }: Server, path: string, { start, seconds }: { start: string; seconds: number }): number =>
  state.publishers[path]?.since === start ? (Date.now() - Date.parse(start)) / 1000 : seconds;
