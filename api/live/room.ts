/** The audience of one show on one server: who is here, what was said, and what everybody is to hear next. */
import type { EntityManager } from '@mikro-orm/postgresql';
import type { BatchLine, OpenBatch } from '../../commands/audience/audience.ts';
import { firstState, type Line, type Reaction, type ReactionCounts } from '../../domain/audience.ts';
import { hubOfKey } from '../../domain/line-key.ts';
import {
  type AudienceRules,
  actionsSince,
  type FedLine,
  linesById,
  linesSince,
  newestLines,
  type OfShow,
  rulesOf,
  silencesOf,
} from '../../queries/audience/feed.ts';
import type { News, Rules, Welcome } from './messages.ts';
import { Outbox } from './outbox.ts';
import { type Present, Tally, type Viewer } from './tally.ts';

export type RoomDeps = {
  hub: string;
  /** Reads as the organisation. */
  em: () => EntityManager;
  accept: (batch: OpenBatch) => Promise<{ seq: number; refused: string[] }>;
  /** To every page of this show on this server. */
  emit: (news: News) => void;
  report: (error: unknown, what: string) => void;
  /** Viewers of this show on the other servers. */
  elsewhere: () => number;
  /** Who may not write is somebody else than a moment ago. */
  silencesRead: () => void;
};

/** Accepted lines that are kept at hand: whoever comes back within so many loses none. */
const kept = 500;
/** What is new within so many ms is told together. */
const together = 40;

type Here = Viewer & { pages: number; beatAt: number; restMs: number };

export class Room {
  readonly show: OfShow;
  readonly ready: Promise<void>;
  readonly outbox: Outbox;
  readonly tally = new Tally();
  readonly viewers = new Map<string, Here>();
  /** The theatre's own pages. */
  staff = 0;
  /** Author → when they said something last, here or on another server, ms. */
  readonly saidAt = new Map<string, number>();
  /** Person → until when, ms. */
  readonly silenced = new Map<string, number>();
  emptySince = Date.now();
  rules: AudienceRules = { ...firstState, seq: 0, words: [] };
  readonly #deps: RoomDeps;
  #pinned: Line | null = null;
  /** Accepted and in sight, oldest first. */
  #lines: FedLine[] = [];
  /** Pages that have seen everything up to it can be told the rest from memory. */
  #from = 0;
  #seq = 0;
  #removed: Array<{ id: string; seq: number }> = [];
  readonly #pending = new Map<string, Line>();
  #news: News | undefined;
  #toldAt = 0;
  #wanted = 0;
  #catching: Promise<void> | undefined;

  constructor(show: OfShow, deps: RoomDeps) {
    this.show = show;
    this.#deps = deps;
    this.outbox = new Outbox({
      hub: deps.hub,
      accept: deps.accept,
      figures: (all) => {
        if (this.viewers.size > 0) this.tally.look(this.present());
        return this.tally.take({ all });
      },
      viewers: () => this.count(),
      settled: (lines, answer) => this.#settled(lines, answer),
      report: (error) => deps.report(error, 'a batch was not accepted yet'),
    });
    this.ready = this.#load();
    this.ready.catch(() => {});
  }

  async #load(): Promise<void> {
    const em = this.#deps.em();
    this.rules = await rulesOf(em, this.show);
    this.#lines = await newestLines(em, this.show, kept);
    // What came between the two questions is asked for as news.
    this.#seq = this.rules.seq;
    this.#from = this.#lines.length < kept ? 0 : this.#lines[0]!.seq;
    await this.#loadSilences(em);
    await this.#loadPinned(em);
    const newest = this.#lines.at(-1)?.seq ?? 0;
    this.#lines = this.#lines.filter(({ seq }) => seq <= this.#seq);
    // Not within `ready`, which the news wait for.
    if (newest > this.#seq) setImmediate(() => this.notice(newest));
  }

  present(): Present {
    const countries = new Map<string, number>();
    for (const { country } of this.viewers.values()) countries.set(country ?? '??', (countries.get(country ?? '??') ?? 0) + 1);
    return { viewers: this.viewers.size, countries };
  }

  /** On all servers. */
  count(): number {
    return this.viewers.size + this.#deps.elsewhere();
  }

  get seq(): number {
    return this.#seq;
  }

  enter(viewer: Viewer): void {
    const here = this.viewers.get(viewer.ticketId);
    if (here && here.personId === viewer.personId) {
      here.pages += 1;
      return;
    }
    this.viewers.set(viewer.ticketId, { ...viewer, pages: 1, beatAt: Date.now(), restMs: 0 });
    this.tally.joined(viewer, this.present());
  }

  leave(viewer: Viewer): void {
    const here = this.viewers.get(viewer.ticketId);
    if (!here || here.personId !== viewer.personId) return;
    here.pages -= 1;
    if (here.pages > 0) return;
    this.viewers.delete(viewer.ticketId);
    this.tally.left(viewer, this.present());
    if (this.viewers.size + this.staff === 0) this.emptySince = Date.now();
  }

  isSilenced(personId: string, now = Date.now()): boolean {
    return (this.silenced.get(personId) ?? 0) > now;
  }

  /** One that is known already, whoever shows it now. */
  knows(id: string): Line | undefined {
    return this.#pending.get(id) ?? this.#lines.find(({ line }) => line.id === id)?.line;
  }

  /** Shown, and accepted by nobody yet. */
  isPending(id: string): boolean {
    return this.#pending.has(id);
  }

  /** Taken here: on everybody's page at once, and on its way to be accepted. */
  say(line: Line, sent: BatchLine): void {
    this.outbox.add(sent);
    this.hear([line]);
  }

  /** Taken here or on another server. */
  hear(lines: readonly Line[]): void {
    const fresh = lines.filter(({ id }) => this.knows(id) === undefined);
    if (fresh.length === 0) return;
    for (const line of fresh) {
      this.#pending.set(line.id, line);
      this.saidAt.set(line.author, Date.now());
    }
    this.#tell({ lines: fresh });
  }

  /** Lines of a server that is gone, never accepted: their writers' pages send them again, or nobody does. */
  forget(isGone: (hub: string) => boolean): void {
    const lost = [...this.#pending.values()].filter(({ key }) => isGone(hubOfKey(key))).map(({ id }) => id);
    if (lost.length === 0) return;
    for (const id of lost) this.#pending.delete(id);
    this.#tell({ removed: lost });
  }

  feel(counts: ReactionCounts): void {
    this.#tell({ reactions: counts });
  }

  tellViewers(viewers: number): void {
    this.#tell({ viewers });
  }

  /** To whoever comes. @param cursor the newest number they have seen */
  welcome(cursor: number | null): Omit<Welcome, 'you'> {
    const fromMemory = cursor !== null && cursor >= this.#from && cursor <= this.#seq;
    const since = fromMemory ? cursor : 0;
    return {
      seq: this.#seq,
      reset: !fromMemory,
      lines: this.#lines.filter(({ seq }) => seq > since).map(({ line }) => line),
      pending: [...this.#pending.values()],
      removed: fromMemory ? this.#removed.filter(({ seq }) => seq > since).map(({ id }) => id) : [],
      rules: this.#rules(),
      viewers: this.count(),
    };
  }

  /** Postgres says that there is something up to this number. */
  notice(seq: number): void {
    this.#wanted = Math.max(this.#wanted, seq);
    this.#catching ??= this.#catchUp().finally(() => {
      this.#catching = undefined;
      if (this.#wanted > this.#seq) setTimeout(() => this.notice(this.#wanted), 500).unref();
    });
  }

  async #catchUp(): Promise<void> {
    try {
      await this.ready;
      while (this.#wanted > this.#seq) {
        const em = this.#deps.em();
        // Rules first: whatever the rows below say is at least as new.
        const rules = await rulesOf(em, this.show);
        if (rules.seq <= this.#seq) return;
        await this.#read(em, rules);
      }
    } catch (error) {
      this.#deps.report(error, 'news of an audience were not read');
    }
  }

  async #read(em: EntityManager, rules: AudienceRules): Promise<void> {
    const lines = (await linesSince(em, this.show, this.#seq, kept + 1)).filter(({ seq }) => seq <= rules.seq);
    const more = lines.length > kept;
    const upTo = more ? lines.at(-1)!.seq : rules.seq;
    const actions = (await actionsSince(em, this.show, this.#seq)).filter(({ seq }) => seq <= upTo);
    const back = await linesById(
      em,
      this.show,
      actions.filter(({ undone }) => undone).flatMap(({ details }) => details.lines ?? []),
    );
    const gone = actions.filter(({ undone }) => !undone).flatMap(({ details }) => details.lines ?? []);
    const shown = [...lines, ...back].filter(({ removed }) => !removed);
    const hidden = new Set([...gone, ...[...lines, ...back].filter(({ removed }) => removed).map(({ line }) => line.id)]);
    for (const { line } of shown) hidden.delete(line.id);

    // One that was sent again after its server died stands where it stood first.
    const unseen = shown.filter(({ line }) => this.#pending.get(line.id)?.key !== line.key).map(({ line }) => line);
    for (const { line } of [...lines, ...back]) this.#pending.delete(line.id);
    const touched = new Set([...shown.map(({ line }) => line.id), ...hidden]);
    this.#lines = [
      ...this.#lines.filter(({ line }) => !touched.has(line.id)),
      ...shown.map((fed) => ({ ...fed, seq: Math.max(fed.seq, this.#seq + 1) })),
    ];
    this.#lines.sort((a, b) => a.seq - b.seq);
    if (this.#lines.length > kept) {
      const over = this.#lines.splice(0, this.#lines.length - kept);
      this.#from = Math.max(this.#from, over.at(-1)!.seq);
    }
    this.#removed.push(...[...hidden].map((id) => ({ id, seq: upTo })));
    if (this.#removed.length > kept) {
      const over = this.#removed.splice(0, this.#removed.length - kept);
      this.#from = Math.max(this.#from, over.at(-1)!.seq);
    }
    this.#seq = upTo;
    const changed = actions.length > 0;
    this.rules = rules;
    if (changed) {
      await this.#loadSilences(em);
      await this.#loadPinned(em);
    }
    this.#tell({
      seq: upTo,
      ...(unseen.length > 0 ? { lines: unseen } : {}),
      ...(shown.length > 0 ? { accepted: shown.map(({ line }) => line.id) } : {}),
      ...(hidden.size > 0 ? { removed: [...hidden] } : {}),
      ...(changed ? { rules: this.#rules() } : {}),
    });
  }

  async #loadSilences(em: EntityManager): Promise<void> {
    const silences = await silencesOf(em, this.show);
    this.silenced.clear();
    for (const { personId, until } of silences) this.silenced.set(personId, until?.getTime() ?? Number.POSITIVE_INFINITY);
    this.#deps.silencesRead();
  }

  async #loadPinned(em: EntityManager): Promise<void> {
    const { pinned } = this.rules;
    const [fed] = pinned === null ? [] : await linesById(em, this.show, [pinned]);
    this.#pinned = fed && !fed.removed ? fed.line : null;
  }

  #rules(): Rules {
    const { open, slowSeconds, links } = this.rules;
    return { open, slowSeconds, links, pinned: this.#pinned };
  }

  /** A line under an id that is somebody else's: everybody is shown whose it is. */
  #settled(lines: readonly BatchLine[], { seq, refused }: { seq: number; refused: string[] }): void {
    if (seq > this.#seq) this.notice(seq);
    if (lines.length === 0 || refused.length === 0) return;
    for (const id of refused) this.#pending.delete(id);
    void linesById(this.#deps.em(), this.show, refused).then(
      (found) => {
        const shown = found.filter(({ removed }) => !removed);
        this.#tell({
          lines: shown.map(({ line }) => line),
          accepted: shown.map(({ line }) => line.id),
          removed: found.filter(({ removed }) => removed).map(({ line }) => line.id),
        });
      },
      (error) => this.#deps.report(error, 'lines of others were not read'),
    );
  }

  /** The first at once, what follows it closely together. */
  #tell(news: News): void {
    const waits = this.#news !== undefined;
    this.#news = merge(this.#news ?? {}, news);
    if (waits) return;
    const since = performance.now() - this.#toldAt;
    setTimeout(() => this.#emit(), Math.max(0, together - since)).unref();
  }

  #emit(): void {
    const news = this.#news;
    this.#news = undefined;
    this.#toldAt = performance.now();
    if (news) this.#deps.emit(news);
  }

  /** Of somebody who watches: what is new of it. */
  beat(
    viewer: Viewer,
    told: { playing: boolean; stalls: number; stalledMs: number; errors: number; bitrate: number | null },
  ): void {
    const here = this.viewers.get(viewer.ticketId);
    if (!here) return;
    const now = Date.now();
    const passed = Math.min(now - here.beatAt, longestBeat);
    here.beatAt = now;
    if (told.playing) here.restMs += passed;
    const seconds = Math.floor(here.restMs / 1000);
    here.restMs -= seconds * 1000;
    this.tally.watched(viewer, this.present(), { ...told, seconds });
  }

  felt(viewer: Viewer | undefined, kind: Reaction, count: number): void {
    this.tally.felt(viewer, this.present(), kind, count);
  }
}

/** Nobody is believed to have watched longer than this between two beats, ms. */
const longestBeat = 25_000;

function merge(one: News, other: News): News {
  const { seq, viewers, rules } = other;
  const lists = (name: 'lines' | 'accepted' | 'removed') =>
    one[name] || other[name] ? { [name]: [...(one[name] ?? []), ...(other[name] ?? [])] } : {};
  return {
    ...one,
    ...(seq === undefined ? {} : { seq }),
    ...(viewers === undefined ? {} : { viewers }),
    ...(rules === undefined ? {} : { rules }),
    ...{ ...lists('lines'), ...lists('accepted'), ...lists('removed') },
    ...(one.reactions || other.reactions ? { reactions: sum(one.reactions ?? {}, other.reactions ?? {}) } : {}),
  };
}

export function sum(one: ReactionCounts, other: ReactionCounts): ReactionCounts {
  const both = { ...one };
  for (const [kind, count] of Object.entries(other) as Array<[Reaction, number]>) both[kind] = (both[kind] ?? 0) + count;
  return both;
}
