/** The audience of a pretend show: lines, rules and what a moderator does about them, told over a real socket as the house tells it. */
import { randomUUID } from 'node:crypto';
import type { Server as HttpServer } from 'node:http';
import { Server } from 'socket.io';
import type { z } from 'zod';
import { Saying, type ToPage, type ToServer, type Welcome } from '../../api/live/messages.ts';
import type { AudienceDesk, ModerationAsked } from '../../api/schemas/audience.ts';
import type { Line } from '../../domain/audience.ts';
import type { ErrorCode } from '../../domain/errors.ts';
import { type ChatLine, firstLines } from './audience-fixtures.ts';

type Desk = z.input<typeof AudienceDesk>;
type Action = z.infer<typeof ModerationAsked>['action'];
type Done = Desk['actions'][number];
export class ChatRefused extends Error {
  readonly code: ErrorCode;
  constructor(code: ErrorCode) {
    super(code);
    this.code = code;
  }
}

const fresh = () => ({
  ...{ open: true, slowSeconds: 0 as number, links: false, words: ['курс*'], pinned: null as string | null },
  ...{ lines: firstLines(), actions: [] as Done[], silenced: [] as Desk['silenced'] },
  seq: 4,
  /** Lines that the process has not accepted are shown and no more. */
  accepts: true,
  waiting: new Set<string>(),
  /** What the next words to the house are answered with. */
  sayRefusals: [] as { error: ErrorCode; message: string; how: string }[],
  /** Passes that open the socket. */
  passes: new Set<string>(),
  requests: new Set<string>(),
  removedBy: new Map<string, string[]>(),
  before: new Map<string, () => void>(),
  said: [] as { id: string; text: string; name: string }[],
});

export function mockChat(http: HttpServer) {
  const io = new Server<ToServer, ToPage>(http, { path: '/live', transports: ['websocket'], serveClient: false });
  let state = fresh();
  const shown = ({ removed: _, ...line }: ChatLine) => line as Line;
  const rules = () => ({
    ...{ open: state.open, slowSeconds: state.slowSeconds, links: state.links },
    pinned: state.lines.filter(({ id }) => id === state.pinned).map(shown)[0] ?? null,
  });

  io.use((page, next) => {
    const known = state.passes.has(String(page.handshake.auth['pass']));
    next(known ? undefined : Object.assign(new Error('no'), { data: { error: 'SignInRequired' } }));
  });
  io.on('connection', (page) => {
    const welcome: Welcome = {
      ...{ seq: state.seq, reset: true, removed: [], rules: rules(), viewers: 213 },
      lines: state.lines.filter(({ removed, id }) => !removed && !state.waiting.has(id)).map(shown),
      pending: state.lines.filter(({ id }) => state.waiting.has(id)).map(shown),
      you: { author: 'TTTT0000', name: 'Театр «Рампа»', theatre: true, muted: false },
    };
    page.emit('welcome', welcome);
    page.on('say', (said, answer) => {
      const { id, text, name } = Saying.parse(said);
      const refusal = state.sayRefusals.shift();
      if (refusal) return answer({ ok: false, ...refusal });
      const again = state.said.some((one) => one.id === id);
      state.said.push({ id, text, name });
      const line = again ? state.lines.find((one) => one.id === id)! : speak(id, 'TTTT0000', name, text, 'organiser');
      answer({ ok: true, key: line.key });
    });
  });

  function speak(id: string, author: string, name: string, text: string, badge: 'organiser' | null = null): ChatLine {
    const at = Date.now();
    const line: ChatLine = {
      ...{ id, key: `${at.toString(36).padStart(9, '0')}.${String(state.seq).padStart(4, '0')}.hub`, kind: 'line', author, name },
      ...{ badge, text, money: null, at: new Date(at).toISOString(), removed: false },
    };
    state.lines.push(line);
    state.seq += 1;
    io.emit('news', { lines: [shown(line)] });
    if (state.accepts) io.emit('news', { seq: state.seq, accepted: [line.id] });
    else state.waiting.add(line.id);
    return line;
  }
  const find = (id: string): ChatLine => {
    const line = state.lines.find((one) => one.id === id);
    if (!line) throw new ChatRefused('NoSuchLine');
    return line;
  };
  function setRemoved(ids: string[], removed: boolean): void {
    for (const id of ids) find(id).removed = removed;
    const lines = ids.map((id) => shown(find(id)));
    state.seq += 1;
    io.emit('news', { seq: state.seq, rules: rules(), ...(removed ? { removed: ids } : { lines, accepted: ids }) });
  }
  function note(actionId: string, action: Action, more: Partial<Done> = {}, by = 'Вера'): void {
    state.actions.unshift({
      ...{ id: actionId, kind: action.do, by, lineId: 'lineId' in action ? action.lineId : null, name: null, minutes: null },
      ...{ seconds: null, on: null, of: null, at: new Date().toISOString(), undoneAt: null, undoneBy: null },
      mayUndo: !['release', 'unpin', 'undo'].includes(action.do),
      ...more,
    });
    state.seq += 1;
    io.emit('news', { seq: state.seq, rules: rules() });
  }
  function undoing(actionId: string, run: () => void): void {
    state.before.set(actionId, run);
  }
  const lift = (author: string) => {
    state.silenced = state.silenced.filter((one) => one.author !== author);
  };
  /** Each setting as it was goes back when the press is undone. */
  function set<K extends 'open' | 'links' | 'slowSeconds' | 'words' | 'pinned'>(
    actionId: string,
    key: K,
    value: (typeof state)[K],
  ) {
    const was = state[key];
    state[key] = value;
    undoing(actionId, () => {
      state[key] = was;
    });
  }

  /** As the show's process does it; the same request again changes nothing. @throws ChatRefused */
  function moderate(requestId: string, action: Action, by = 'Вера'): void {
    if (state.requests.has(requestId)) return;
    const actionId = randomUUID();
    const silent = state.silenced.find((one) => action.do === 'release' && one.author === action.author)?.name;
    const name = 'lineId' in action ? find(action.lineId).name : (silent ?? null);
    if (action.do === 'delete') {
      setRemoved([action.lineId], true);
      undoing(actionId, () => setRemoved([action.lineId], false));
    } else if (action.do === 'mute' || action.do === 'ban') {
      const { author } = find(action.lineId);
      const until = action.do === 'mute' ? new Date(Date.now() + action.minutes * 60_000).toISOString() : null;
      lift(author);
      state.silenced.unshift({ author, name: name!, until, everywhere: action.do === 'ban' });
      const gone = action.do === 'ban' ? state.lines.filter((one) => one.author === author && !one.removed) : [];
      if (gone.length > 0)
        setRemoved(
          gone.map(({ id }) => id),
          true,
        );
      undoing(actionId, () => {
        lift(author);
        if (gone.length > 0)
          setRemoved(
            gone.map(({ id }) => id),
            false,
          );
      });
    } else if (action.do === 'release') lift(action.author);
    else if (action.do === 'pin') set(actionId, 'pinned', action.lineId);
    else if (action.do === 'unpin') set(actionId, 'pinned', null);
    else if (action.do === 'slow') set(actionId, 'slowSeconds', action.seconds);
    else if (action.do === 'words') set(actionId, 'words', action.words);
    else if (action.do === 'undo') {
      const undone = state.actions.find(({ id }) => id === action.actionId);
      if (!undone?.mayUndo) throw new ChatRefused('ActionOver');
      state.before.get(action.actionId)!();
      Object.assign(undone, { undoneAt: new Date().toISOString(), undoneBy: by, mayUndo: false });
    } else set(actionId, action.do, action.on);
    state.requests.add(requestId);
    note(
      actionId,
      action,
      {
        ...{ name, minutes: action.do === 'mute' ? action.minutes : null, seconds: action.do === 'slow' ? action.seconds : null },
        ...{ on: 'on' in action ? action.on : null, of: action.do === 'undo' ? action.actionId : null },
      },
      by,
    );
  }

  return {
    get state() {
      return state;
    },
    moderate,
    /** A viewer says something. */
    say: (author: string, name: string, text: string) => speak(randomUUID(), author, name, text),
    /** Accepted at last. */
    accept(): void {
      state.accepts = true;
      state.waiting.clear();
      io.emit('news', { seq: state.seq, accepted: state.lines.map(({ id }) => id) });
    },
    pages: () => io.engine.clientsCount,
    /** The line is cut without a word. */
    cut: () => void io.disconnectSockets(true),
    desk: () => {
      const { open, slowSeconds, links, words, pinned, actions, silenced } = state;
      const lines = state.lines.filter(({ id }) => !state.waiting.has(id));
      return { open, slowSeconds, links, words, pinned, lines, actions, silenced };
    },
    reset(): void {
      io.disconnectSockets(true);
      state = fresh();
    },
    close: () => io.engine.close(),
  };
}
