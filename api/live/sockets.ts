/** The door of sockets: a pass lets a page in, and what it sends is read word by word before anything is done with it. */
import type { Server as HttpServer } from 'node:http';
import { RateLimiterMemory } from 'rate-limiter-flexible';
import { type DefaultEventsMap, Server, type Socket } from 'socket.io';
import type { Adapter } from 'socket.io-adapter';
import type { Line } from '../../domain/audience.ts';
import { authorOf } from '../../domain/audience-author.ts';
import type { AudiencePass, AudiencePasses } from '../../domain/audience-pass.ts';
import { type ErrorCode, errors } from '../../domain/errors.ts';
import type { Language } from '../../domain/language.ts';
import { hubOfKey } from '../../domain/line-key.ts';
import { type ChatRules, createChatRules } from './chat-rules.ts';
import { Hub, type HubDeps } from './hub.ts';
import { Beating, type BetweenServers, Entering, Reacting, type Said, Saying, type ToPage, type ToServer } from './messages.ts';
import type { Room } from './room.ts';

export type LiveDeps = Pick<HubDeps, 'readers' | 'audiences' | 'report'> & {
  passes: AudiencePasses;
  /** What servers talk to each other by; undefined: there is one. */
  adapter?: (...args: ConstructorParameters<typeof Adapter>) => Adapter;
  /** Pages at once on this server. @default 20,000 */
  most?: number;
};
export type Live = {
  hub: Hub;
  /** Pages are told to come again, what was taken is handed over. @param patience ms */
  close(patience: number): Promise<void>;
};

type Data = { pass: AudiencePass; language: Language; author: string; nonsense: number; muted: boolean };
type LiveServer = Server<ToServer, ToPage, BetweenServers, Data>;
type Page = Socket<ToServer, ToPage, DefaultEventsMap, Data>;

/** Words that nobody's page says; then it is put out. */
const mostNonsense = 20;
export const livePath = '/live';

export function openLive(http: HttpServer, deps: LiveDeps): Live {
  const io: LiveServer = new Server(http, {
    path: livePath,
    // One connection a page: long polling would need each request to reach the same server.
    transports: ['websocket'],
    serveClient: false,
    perMessageDeflate: false,
    httpCompression: false,
    maxHttpBufferSize: 32_000,
    connectTimeout: 10_000,
    pingInterval: 20_000,
    pingTimeout: 15_000,
    ...(deps.adapter ? { adapter: deps.adapter as never } : {}),
  });
  const hub = new Hub({
    ...{ readers: deps.readers, audiences: deps.audiences, report: deps.report },
    emit: (showId, news) => io.local.to(showId).emit('news', news),
    tell: {
      lines: (showId, lines) => io.serverSideEmit('lines', showId, lines),
      felt: (showId, counts) => io.serverSideEmit('felt', showId, counts),
      here: (name, viewers, first) => io.serverSideEmit('here', name, viewers, first),
    },
    passes: (showId) => pagesOf(io, showId).map(({ data }) => data.pass),
    putOut: (showId, error, whom) => {
      for (const page of pagesOf(io, showId).filter(({ data }) => whom(data.pass))) {
        page.emit('over', { error });
        page.disconnect(true);
      }
    },
    tellSilenced: (room) => {
      for (const page of pagesOf(io, room.show.showId)) {
        const muted = isMuted(room, page);
        if (muted !== page.data.muted) page.emit('you', { muted });
        page.data.muted = muted;
      }
    },
  });
  io.on('lines', (showId, lines) => hub.heardLines(showId, lines));
  io.on('felt', (showId, counts) => hub.heardFelt(showId, counts));
  io.on('here', (name, viewers, first) => hub.heardHere(name, viewers, first));

  const arrivals = new RateLimiterMemory({ points: 30, duration: 60 });
  io.use((page, next) => {
    const refuse = (error: ErrorCode) => next(Object.assign(new Error(error), { data: { error } }));
    const asked = Entering.safeParse(page.handshake.auth);
    const pass = asked.success ? deps.passes.verify(asked.data.pass) : undefined;
    if (!asked.success || !pass) return refuse('SignInRequired');
    if (io.of('/').sockets.size >= (deps.most ?? 20_000)) return refuse('Busy');
    const { personId, showId, ticketId } = pass;
    arrivals.consume(`${showId}:${ticketId ?? personId}`).then(
      () => {
        Object.assign(page.data, {
          pass,
          language: asked.data.language,
          author: authorOf(showId, personId),
          nonsense: 0,
          muted: false,
        });
        next();
      },
      () => refuse('TooManyRequests'),
    );
  });
  const rules = createChatRules();
  io.on('connection', (page) => {
    void enter(hub, rules, page).catch((error: unknown) => {
      deps.report(error, 'a page was not let in');
      page.emit('over', { error: 'Busy' });
      page.disconnect(true);
    });
  });

  return {
    hub,
    async close(patience) {
      io.of('/').local.disconnectSockets(true);
      await hub.close(patience);
      // Not `io.close()`: it would wait for every connection of the whole server.
      io.engine.close();
      await io.of('/').adapter.close();
    },
  };
}

function pagesOf(io: LiveServer, showId: string): Page[] {
  const { adapter, sockets } = io.of('/');
  return [...(adapter.rooms.get(showId) ?? [])].flatMap((id) => sockets.get(id) ?? []);
}
const isMuted = (room: Room, { data: { pass } }: Page): boolean => pass.theatre === null && room.isSilenced(pass.personId);

async function enter(hub: Hub, rules: ChatRules, page: Page): Promise<void> {
  const { pass, author, language } = page.data;
  const { tenantId, showId, ticketId, personId, country, theatre } = pass;
  const cursor = Entering.parse(page.handshake.auth).cursor ?? null;
  const room = hub.room({ tenantId, showId });
  await room.ready;
  if (!page.connected) return;
  const viewer = ticketId === null ? undefined : { ticketId, personId, country };
  if (viewer) room.enter(viewer);
  else room.staff += 1;
  page.once('disconnect', () => {
    if (viewer) room.leave(viewer);
    else room.staff -= 1;
    if (room.viewers.size + room.staff === 0) room.emptySince = Date.now();
  });
  const fallback = theatre ?? `${language === 'ru' ? 'Зритель' : 'Viewer'} ${author.slice(0, 4)}`;
  // In one turn: whatever is told after this word comes after it.
  page.data.muted = isMuted(room, page);
  const you = { author, name: fallback, theatre: theatre !== null, muted: page.data.muted };
  void page.join(showId);
  page.emit('welcome', { ...room.welcome(cursor), you });

  const nonsense = () => {
    page.data.nonsense += 1;
    if (page.data.nonsense < mostNonsense) return;
    page.emit('over', { error: 'InvalidRequest' });
    page.disconnect(true);
  };
  const problem = (error: ErrorCode, retryAfter?: number): Said => ({
    ...{ ok: false, error, ...errors[error][language] },
    ...(retryAfter === undefined ? {} : { retryAfter }),
  });
  page.on('say', (said, answer) => {
    const asked = Saying.safeParse(said);
    if (!asked.success || typeof answer !== 'function') {
      nonsense();
      if (typeof answer === 'function') answer(problem('InvalidRequest'));
      return;
    }
    void say(hub, rules, room, { page, fallback, ...asked.data }, problem).then(answer, () => answer(problem('Busy')));
  });
  const taps = { at: 0, count: 0 };
  page.on('react', (reacted) => {
    const asked = Reacting.safeParse(reacted);
    if (!asked.success) return nonsense();
    const { kind, count } = asked.data;
    const now = Date.now();
    if (now - taps.at > 1000) Object.assign(taps, { at: now, count: 0 });
    // What is beyond a hand's speed is not counted.
    const counted = Math.min(count, 20 - taps.count);
    if (counted <= 0) return;
    taps.count += counted;
    room.felt(viewer, kind, counted);
    hub.feel(room, { [kind]: counted });
  });
  let beats = 0;
  page.on('beat', (beat) => {
    const asked = Beating.safeParse(beat);
    if (!asked.success || !viewer) return nonsense();
    const now = Date.now();
    if (now - beats < 1000) return;
    beats = now;
    room.beat(viewer, asked.data);
  });
  page.onAny((event) => {
    if (event !== 'say' && event !== 'react' && event !== 'beat') nonsense();
  });
}

type SayAsked = { page: Page; fallback: string; id: string; text: string; name: string };
async function say(
  hub: Hub,
  rules: ChatRules,
  room: Room,
  asked: SayAsked,
  problem: (error: ErrorCode, retryAfter?: number) => Said,
): Promise<Said> {
  const { page, fallback, id, text, name } = asked;
  const { pass, author } = page.data;
  const { personId, ticketId, theatre } = pass;
  // The same line again: its page has not heard what became of it.
  const known = room.knows(id);
  if (known) return known.author === author ? sayAgain(hub, room, pass, known) : problem('InvalidRequest');
  if (room.outbox.full) return problem('Busy', 5);
  const checked = await rules(room, { personId, author, theatre: theatre !== null, text, name: theatre ?? name, fallback });
  if ('refusal' in checked) return problem(checked.refusal, checked.retryAfter);
  const again = room.knows(id);
  if (again) return again.author === author ? sayAgain(hub, room, pass, again) : problem('InvalidRequest');
  const now = new Date();
  const badge = theatre === null ? null : 'organiser';
  const line: Line = {
    ...{ id, key: hub.keys.next(), kind: 'line', author, name: checked.name, badge, text: checked.text },
    ...{ money: null, at: now.toISOString() },
  };
  room.say(line, { id, key: line.key, personId, ticketId, name: line.name, badge, text: line.text, at: line.at });
  hub.pass(room.show.showId, line);
  room.tally.said(ticketId === null ? undefined : { ticketId, personId, country: pass.country }, room.present());
  return { ok: true, key: line.key };
}

/** What another server took and nobody has accepted goes from here too: that server may be gone, and a line is stored once. */
function sayAgain(hub: Hub, room: Room, { personId, ticketId }: AudiencePass, { id, key, name, badge, text, at }: Line): Said {
  if (room.isPending(id) && hubOfKey(key) !== hub.name && !room.outbox.full)
    room.outbox.add({ id, key, personId, ticketId, name, badge, text, at });
  return { ok: true, key };
}
