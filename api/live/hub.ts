/** All audiences on one server: rooms that open with the first page and close after the last, and what the servers tell each other. */
import { randomBytes } from 'node:crypto';
import type { AudienceCommands } from '../../commands/audience/audience.ts';
import type { Line, ReactionCounts } from '../../domain/audience.ts';
import type { AudienceNotice } from '../../domain/audience-channel.ts';
import type { AudiencePass } from '../../domain/audience-pass.ts';
import { lineKeys } from '../../domain/line-key.ts';
import { isGathering } from '../../queries/audience/entrance.ts';
import { goodTickets, moderatorsOf, type OfShow, rulesOf } from '../../queries/audience/feed.ts';
import type { Readers } from '../../queries/readers.ts';
import type { News } from './messages.ts';
import { Room, sum } from './room.ts';

export type HubDeps = {
  readers: Readers;
  audiences: AudienceCommands;
  /** To the pages of a show on this server. */
  emit: (showId: string, news: News) => void;
  /** To the other servers. */
  tell: {
    lines: (showId: string, lines: Line[]) => void;
    felt: (showId: string, counts: ReactionCounts) => void;
    here: (hub: string, viewers: Record<string, number>, first: boolean) => void;
  };
  /** Of the pages of a show on this server. */
  passes: (showId: string) => AudiencePass[];
  putOut: (
    showId: string,
    why: 'AudienceClosed' | 'TicketNotValid' | 'NotAllowed',
    whom: (pass: AudiencePass) => boolean,
  ) => void;
  /** Whoever may not write any more, or may again, is told so. */
  tellSilenced: (room: Room) => void;
  report: (error: unknown, what: string) => void;
};

const tickMs = 250;
const countMs = 2000;
const sweepMs = 4000;
/** A server that was not heard of for so long is gone, ms. */
const goneAfter = 15_000;
const closeEmptyAfter = 60_000;

export class Hub {
  readonly name = randomBytes(3).toString('hex');
  readonly keys = lineKeys(this.name);
  readonly rooms = new Map<string, Room>();
  readonly #deps: HubDeps;
  readonly #others = new Map<string, { at: number; viewers: Record<string, number> }>();
  readonly #timers: NodeJS.Timeout[];
  readonly #unsaid = new Map<string, Line[]>();
  readonly #felt = new Map<string, ReactionCounts>();
  #counted = '';

  constructor(deps: HubDeps) {
    this.#deps = deps;
    this.#timers = [
      setInterval(() => this.#tick(), tickMs),
      setInterval(() => this.#count(), countMs),
      setInterval(() => void this.#sweep(), sweepMs),
    ];
  }

  room(show: OfShow): Room {
    const open = this.rooms.get(show.showId);
    if (open) return open;
    const room = new Room(show, {
      hub: this.name,
      em: () => this.#deps.readers.member(show.tenantId),
      accept: (batch) => this.#deps.audiences.accept(show, batch),
      emit: (news) => this.#deps.emit(show.showId, news),
      report: this.#deps.report,
      elsewhere: () => this.#elsewhere(show.showId),
      silencesRead: () => this.#deps.tellSilenced(room),
    });
    this.rooms.set(show.showId, room);
    // One that could not be read is opened anew by whoever comes next.
    room.ready.catch(() => {
      if (this.rooms.get(show.showId) === room) this.rooms.delete(show.showId);
    });
    return room;
  }

  /** To the other servers, with what else is said in this turn. */
  pass(showId: string, line: Line): void {
    const waiting = this.#unsaid.get(showId);
    if (waiting) return void waiting.push(line);
    this.#unsaid.set(showId, [line]);
    setImmediate(() => {
      const lines = this.#unsaid.get(showId) ?? [];
      this.#unsaid.delete(showId);
      for (const chunk of chunks(lines)) this.#deps.tell.lines(showId, chunk);
    });
  }

  feel(room: Room, counts: ReactionCounts): void {
    const { showId } = room.show;
    this.#felt.set(showId, sum(this.#felt.get(showId) ?? {}, counts));
    room.feel(counts);
  }

  heardLines(showId: string, lines: Line[]): void {
    for (const { key } of lines) this.keys.saw(key);
    this.rooms.get(showId)?.hear(lines);
  }

  heardFelt(showId: string, counts: ReactionCounts): void {
    this.rooms.get(showId)?.feel(counts);
  }

  /** @param first false: more of what was said a moment ago */
  heardHere(hub: string, viewers: Record<string, number>, first: boolean): void {
    const before = first ? {} : this.#others.get(hub)?.viewers;
    this.#others.set(hub, { at: Date.now(), viewers: { ...before, ...viewers } });
  }

  notice({ showId, seq }: AudienceNotice): void {
    this.rooms.get(showId)?.notice(seq);
  }

  /** Of all shows on this server, for its figures. */
  figures(): { viewers: number; waiting: number } {
    const rooms = [...this.rooms.values()];
    return {
      viewers: rooms.reduce((all, room) => all + room.viewers.size, 0),
      waiting: rooms.reduce((all, room) => all + room.outbox.waiting, 0),
    };
  }

  /** The line to Postgres was cut: whatever was told meanwhile was not heard. */
  async catchUp(): Promise<void> {
    await Promise.all([...this.rooms.values()].map((room) => this.#look(room)));
  }

  /** @param patience ms, for what is not accepted yet */
  async close(patience: number): Promise<void> {
    for (const timer of this.#timers) clearInterval(timer);
    await Promise.all([...this.rooms.values()].map((room) => room.outbox.close(patience)));
  }

  #elsewhere(showId: string): number {
    const fresh = Date.now() - goneAfter;
    return [...this.#others.values()].reduce((all, { at, viewers }) => all + (at > fresh ? (viewers[showId] ?? 0) : 0), 0);
  }

  #tick(): void {
    for (const [showId, room] of this.rooms) {
      room.outbox.tick();
      const felt = this.#felt.get(showId);
      if (felt) this.#deps.tell.felt(showId, felt);
    }
    this.#felt.clear();
  }

  #told = new Map<string, number>();
  #count(): void {
    const here = Object.fromEntries([...this.rooms].map(([showId, room]) => [showId, room.viewers.size]));
    const said = JSON.stringify(here);
    // What has not changed is said now and then, so that this server is not taken for gone.
    this.#silent = said === this.#counted && this.#silent < 3 ? this.#silent + 1 : 0;
    if (this.#silent === 0) for (const [n, part] of parts(here).entries()) this.#deps.tell.here(this.name, part, n === 0);
    this.#counted = said;
    for (const [showId, room] of this.rooms) {
      const now = room.count();
      if (this.#told.get(showId) === now) continue;
      this.#told.set(showId, now);
      room.tellViewers(now);
    }
  }
  #silent = 0;

  async #sweep(): Promise<void> {
    for (const room of this.rooms.values()) {
      const { showId } = room.show;
      if (room.viewers.size + room.staff === 0) {
        if (!room.outbox.idle || Date.now() - room.emptySince < closeEmptyAfter) continue;
        await room.outbox.close(1000);
        if (room.viewers.size + room.staff > 0) continue;
        this.rooms.delete(showId);
        this.#told.delete(showId);
        continue;
      }
      room.forget((hub) => hub !== this.name && hub !== 'house' && Date.now() - (this.#others.get(hub)?.at ?? 0) > goneAfter * 2);
      await this.#look(room);
    }
  }

  async #look(room: Room): Promise<void> {
    const { tenantId, showId } = room.show;
    // A silence may have come to its end.
    this.#deps.tellSilenced(room);
    try {
      const em = this.#deps.readers.member(tenantId);
      if (!(await isGathering(em, room.show))) return this.#deps.putOut(showId, 'AudienceClosed', () => true);
      const { seq } = await rulesOf(em, room.show);
      room.notice(seq);
      const passes = this.#deps.passes(showId);
      const good = await goodTickets(em, tenantId, [...new Set(passes.flatMap(({ ticketId }) => ticketId ?? []))]);
      // Whoever handed the ticket on meanwhile is out too.
      const isLost = ({ ticketId, personId }: AudiencePass) => ticketId !== null && !good.has(`${ticketId}:${personId}`);
      if (passes.some(isLost)) this.#deps.putOut(showId, 'TicketNotValid', isLost);
      const staff = new Set(passes.flatMap(({ ticketId, personId }) => (ticketId === null ? personId : [])));
      const ours = await moderatorsOf(em, tenantId, [...staff]);
      const hasLeft = ({ ticketId, personId }: AudiencePass) => ticketId === null && !ours.has(personId);
      if (passes.some(hasLeft)) this.#deps.putOut(showId, 'NotAllowed', hasLeft);
    } catch (error) {
      this.#deps.report(error, 'an audience was not looked at');
    }
  }
}

/** Postgres loses what is longer than 8,000 bytes without a word. */
const longest = 6500;

function chunks(lines: readonly Line[]): Line[][] {
  const all: Line[][] = [];
  let size = longest;
  for (const line of lines) {
    const bytes = Buffer.byteLength(JSON.stringify(line));
    if (size + bytes > longest) {
      all.push([]);
      size = 0;
    }
    all.at(-1)!.push(line);
    size += bytes + 1;
  }
  return all;
}

/** A house with no show says so too. */
function parts(here: Record<string, number>): Array<Record<string, number>> {
  const entries = Object.entries(here);
  const all = [entries.slice(0, 100)];
  for (let n = 100; n < entries.length; n += 100) all.push(entries.slice(n, n + 100));
  return all.map((some) => Object.fromEntries(some));
}
