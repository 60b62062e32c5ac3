/** MediaMTX's control API v3 as a table: method, path up to the name it ends with, and what it does. */
import { z } from 'zod';
import { unpublish, written } from './paths.ts';
import { confOf, type Server, writtenPaths } from './server.ts';
import type { Publisher, SourceType } from './types.ts';

export type Reply = { status: number; body: unknown };
type Operation = (server: Server, asked: { name: string; body: unknown; query: URLSearchParams }) => Reply;

/** Unknown fields are refused, as the server does. */
const conf = z.strictObject({
  source: z.string().optional(),
  overridePublisher: z.boolean().optional(),
  record: z.boolean().optional(),
});

const ok: Reply = { status: 200, body: { status: 'ok' } };
const no = (status: number, error: string): Reply => ({ status, body: { status: 'error', error } });
const found = (body: unknown): Reply => ({ status: 200, body });

function listed(items: unknown[], query: URLSearchParams): Reply {
  const size = Number(query.get('itemsPerPage') ?? 100);
  const page = Number(query.get('page') ?? 0);
  if (!Number.isInteger(size) || size < 1 || !Number.isInteger(page) || page < 0) return no(400, 'invalid page');
  const pageCount = Math.ceil(items.length / size);
  return found({ itemCount: items.length, pageCount, items: items.slice(page * size, (page + 1) * size) });
}

const configured: Operation = (server, { name, body }) => {
  const read = conf.safeParse(body);
  if (!read.success) return no(400, read.error.issues[0]?.message ?? 'invalid');
  server.state.paths[name] = read.data as (typeof server.state.paths)[string];
  return ok;
};

const connections = (type: SourceType) => {
  const all = ({ state }: Server) => Object.values(state.publishers).filter((one) => one.type === type);
  const shown = ({ id, path, query, since }: Publisher) => ({ id, path, query, created: since, state: 'publish' });
  const list: Operation = (server, { query }) => listed(all(server).map(shown), query);
  const get: Operation = (server, { name }) => {
    const one = all(server).find(({ id }) => id === name);
    return one ? found(shown(one)) : no(404, 'connection not found');
  };
  const kick: Operation = (server, { name }) => {
    const one = all(server).find(({ id }) => id === name);
    if (!one) return no(404, 'connection not found');
    unpublish(server, one.path);
    return ok;
  };
  return { list, get, kick };
};
const rtmp = connections('rtmpConn');
const whip = connections('webRTCSession');

export const operations: Record<string, Operation> = {
  'GET info': () => found({ version: 'v1.20.1', started: new Date(0).toISOString() }),
  'GET config/paths/list': ({ state }, { query }) =>
    listed(
      [...writtenPaths, ...Object.keys(state.paths)].sort().map((name) => ({ name })),
      query,
    ),
  'GET config/paths/get': ({ state }, { name }) =>
    Object.hasOwn(state.paths, name) ? found({ name, ...state.paths[name] }) : no(404, 'path configuration not found'),
  'POST config/paths/add': (server, asked) =>
    Object.hasOwn(server.state.paths, asked.name) ? no(400, 'path already exists') : configured(server, asked),
  'POST config/paths/replace': configured,
  'DELETE config/paths/delete': (server, { name }) => {
    if (!Object.hasOwn(server.state.paths, name)) return no(404, 'path not found');
    unpublish(server, name);
    delete server.state.paths[name];
    return ok;
  },
  'GET paths/get': (server, { name }) => {
    const publisher = server.state.publishers[name];
    return publisher ? found(pathOf(server, publisher)) : no(404, 'path not found');
  },
  'GET rtmpconns/list': rtmp.list,
  'GET rtmpconns/get': rtmp.get,
  'POST rtmpconns/kick': rtmp.kick,
  'GET webrtcsessions/list': whip.list,
  'GET webrtcsessions/get': whip.get,
  'POST webrtcsessions/kick': whip.kick,
  'GET hlssessions/list': ({ state }, { query }) =>
    listed(
      Object.values(state.sessions).map(({ secret: _, ...session }) => session),
      query,
    ),
  'POST hlssessions/kick': ({ state }, { name }) => {
    if (!Object.hasOwn(state.sessions, name)) return no(404, 'session not found');
    delete state.sessions[name];
    return ok;
  },
  'GET recordings/get': (server, { name }) =>
    confOf(server, name)
      ? found({ name, segments: (server.state.segments[name] ?? []).map(({ start }) => ({ start: written(start) })) })
      : no(400, 'path not configured'),
  'DELETE recordings/deletesegment': ({ state }, { query }) => {
    const path = query.get('path') ?? '';
    const at = Date.parse(query.get('start') ?? '');
    const left = state.segments[path]?.filter(({ start }) => Date.parse(start) !== at) ?? [];
    if (left.length === (state.segments[path]?.length ?? 0)) return no(400, 'no such file or directory');
    state.segments[path] = left;
    return ok;
  },
};

function pathOf({ state }: Server, { path, id, type, since }: Publisher) {
  const readers = Object.values(state.sessions).filter((session) => session.path === path);
  return {
    ...{ name: path, confName: path, online: true, onlineTime: since, available: true, availableTime: since },
    source: { type, id },
    tracks2: [
      { codec: 'H264', codecProps: { width: 1280, height: 720, profile: 'High', level: '3.1' } },
      { codec: 'MPEG-4 Audio', codecProps: null },
    ],
    // Two and a half megabits a second.
    inboundBytes: Math.round(((Date.now() - Date.parse(since)) / 1000) * 312_500),
    readers: readers.map((session) => ({ type: 'hlsSession', id: session.id })),
  };
}
