/** A stand-in for the audience of one show: a real socket.io server that speaks `api/live/messages.ts`, and the till of its extras. */
import { randomUUID } from 'node:crypto';
import type { Server as HttpServer } from 'node:http';
import { type DefaultEventsMap, Server } from 'socket.io';
import {
  Beating,
  Entering,
  type News,
  Reacting,
  type Rules,
  type Said,
  Saying,
  type ToPage,
  type ToServer,
  type You,
} from '../../api/live/messages.ts';
import { firstState, type Line, type Reaction, type ReactionCounts } from '../../domain/audience.ts';
import { type ErrorCode, errors } from '../../domain/errors.ts';
import { keyAt } from '../../domain/line-key.ts';
import { createTill } from './mock-till.ts';

type Kept = { line: Line; seq: number };
type Data = { author: string };

const viewerNames = ['Анна', 'Борис', 'Вера', 'Глеб'];

export function openMockAudience(http: HttpServer) {
  const io = new Server<ToServer, ToPage, DefaultEventsMap, Data>(http, {
    ...{ path: '/live', transports: ['websocket'], serveClient: false },
    allowRequest: (_request, allow) => allow(state.down ? 'down' : null, !state.down),
  });
  const till = createTill();
  const state = {
    /** Nobody gets in: as if the server were gone. */
    down: false,
    /** The door of passes says no. */
    closed: undefined as ErrorCode | undefined,
    /** Said lines are accepted by themselves. */
    accepts: true,
    /** Said and neither shown nor answered. */
    deaf: false,
    refuse: [] as ErrorCode[],
    rules: { open: firstState.open, slowSeconds: 0, links: false, pinned: null } as Rules,
    muted: false,
    viewers: 124,
    seq: 0,
    accepted: [] as Kept[],
    pending: [] as Line[],
    removed: [] as { id: string; seq: number }[],
    /** What came, in the order in which it came. */
    said: [] as { id: string; text: string; name: string }[],
    felt: [] as { kind: Reaction; count: number }[],
    beats: [] as unknown[],
    passes: 0,
    entered: 0,
    cursors: [] as (number | null)[],
  };
  const saidAt = new Map<string, number>();
  let count = 0;
  const key = () => keyAt(Date.now(), count++, 'mock01');
  const tell = (news: News) => void io.emit('news', news);
  const refusal = (error: ErrorCode, retryAfter?: number): Said => ({
    ...{ ok: false, error, ...errors[error].ru },
    ...(retryAfter === undefined ? {} : { retryAfter }),
  });

  function accept(): void {
    const lines = state.pending.splice(0);
    if (lines.length === 0) return;
    state.seq += 1;
    state.accepted.push(...lines.map((line) => ({ line, seq: state.seq })));
    tell({ seq: state.seq, accepted: lines.map(({ id }) => id) });
  }
  function say(author: string, said: { id: string; text: string; name: string }): Said | undefined {
    state.said.push(said);
    if (state.deaf) return undefined;
    const known = [...state.pending, ...state.accepted.map(({ line }) => line)].find(({ id }) => id === said.id);
    if (known) return { ok: true, key: known.key };
    const planned = state.refuse.shift();
    if (planned) return refusal(planned);
    if (!state.rules.open) return refusal('ChatClosed');
    const waits = (saidAt.get(author) ?? 0) + state.rules.slowSeconds * 1000 - Date.now();
    if (waits > 0) return refusal('ChatSlow', Math.ceil(waits / 1000));
    saidAt.set(author, Date.now());
    const line = makeLine({ id: said.id, author, name: said.name || 'Зритель 4F2A', text: said.text });
    state.pending.push(line);
    tell({ lines: [line] });
    if (state.accepts) setTimeout(accept, 50);
    return { ok: true, key: line.key };
  }
  const makeLine = (more: Partial<Line>): Line => ({
    ...{ id: randomUUID(), key: key(), kind: 'line', author: 'BBBBBBBB', name: 'Мария', badge: null, text: '', money: null },
    at: new Date().toISOString(),
    ...more,
  });

  io.use((page, next) => {
    const { pass, cursor } = Entering.parse(page.handshake.auth);
    if (!pass.startsWith('pass-')) return next(Object.assign(new Error('no'), { data: { error: 'SignInRequired' } }));
    page.data.author = `AUTHOR0${pass.slice(5)}`.slice(0, 8);
    state.cursors.push(cursor ?? null);
    next();
  });
  io.on('connection', (page) => {
    state.entered += 1;
    const { cursor } = Entering.parse(page.handshake.auth);
    const you: You = { author: page.data.author, name: 'Зритель 4F2A', theatre: false, muted: state.muted };
    page.emit('welcome', {
      ...{ seq: state.seq, reset: cursor == null, pending: state.pending, rules: state.rules, viewers: state.viewers, you },
      lines: state.accepted.filter(({ seq }) => seq > (cursor ?? 0)).map(({ line }) => line),
      removed: state.removed.filter(({ seq }) => seq > (cursor ?? 0)).map(({ id }) => id),
    });
    page.on('say', (said, answer) => {
      const told = say(page.data.author, Saying.parse(said));
      if (told) answer(told);
    });
    page.on('react', (reacted) => {
      const felt = Reacting.parse(reacted);
      state.felt.push(felt);
      tell({ reactions: { [felt.kind]: felt.count } });
    });
    page.on('beat', (beat) => void state.beats.push(Beating.parse(beat)));
  });

  return {
    ...{ state, till, accept, makeLine },
    /** A name in a ticket's address that is the audience's. */
    knows: (action: string | undefined): boolean => ['audience', 'extras', 'donations', 'purchases'].includes(action ?? ''),
    /** @throws ErrorCode */
    answer(method: string, [action, id, verb]: string[], body: unknown): unknown {
      if (action !== 'audience') return till.answer(method, [action!, id, verb], body);
      state.passes += 1;
      if (state.closed) throw state.closed;
      return { pass: `pass-${state.passes}`, path: '/live', expiresAt: new Date(Date.now() + 600_000).toISOString() };
    },
    /** Others say something, accepted at once. */
    others(...texts: string[]): Line[] {
      const lines = texts.map((text, n) =>
        makeLine({ text, name: viewerNames[n % viewerNames.length]!, author: `OTHER00${n % viewerNames.length}` }),
      );
      this.show(...lines);
      return lines;
    },
    show(...lines: Line[]): void {
      state.seq += 1;
      state.accepted.push(...lines.map((line) => ({ line, seq: state.seq })));
      tell({ seq: state.seq, lines, accepted: lines.map(({ id }) => id) });
    },
    remove(...ids: string[]): void {
      state.seq += 1;
      state.accepted = state.accepted.filter(({ line }) => !ids.includes(line.id));
      state.pending = state.pending.filter(({ id }) => !ids.includes(id));
      state.removed.push(...ids.map((id) => ({ id, seq: state.seq })));
      tell({ seq: state.seq, removed: ids });
    },
    rule(changed: Partial<Rules>): void {
      Object.assign(state.rules, changed);
      tell({ rules: state.rules });
    },
    feel: (reactions: ReactionCounts) => tell({ reactions }),
    count(viewers: number): void {
      state.viewers = viewers;
      tell({ viewers });
    },
    over(error: ErrorCode): void {
      io.emit('over', { error });
      io.disconnectSockets(true);
    },
    /** Every line is cut, as when a process is killed. */
    cut(): void {
      for (const page of io.of('/').sockets.values()) page.conn.close();
    },
    /** What was shown and not accepted died with its server. */
    forget(): void {
      state.pending = [];
    },
    pages: () => io.of('/').sockets.size,
    close(): void {
      io.disconnectSockets(true);
      io.engine.close();
    },
  };
}
