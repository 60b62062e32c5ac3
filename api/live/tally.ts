/** What one server counts of a show between two batches: by the minute, and by whoever watches. */

import type { MinuteFigures, WatchedFigures } from '../../commands/audience/audience.ts';
import type { Reaction } from '../../domain/audience.ts';

export type Viewer = { ticketId: string; personId: string; country: string | null };
/** A minute's figures are sent on with each batch; a person's when they have come or gone, or waited so long, ms: whoever does something sooner. */
const waitOf = ({ joins, lines, reactions }: WatchedFigures): number => (joins > 0 ? 0 : lines + reactions > 0 ? 10_000 : 30_000);
/** In one batch. */
const mostWatched = 500;

export class Tally {
  #minutes = new Map<string, MinuteFigures>();
  readonly #watched = new Map<string, { figures: WatchedFigures; since: number; gone: boolean }>();
  readonly #now: () => number;

  constructor(now: () => number = Date.now) {
    this.#now = now;
  }

  /** @param present who is here, in this moment */
  joined(viewer: Viewer, present: Present): void {
    this.#minute(present).joins += 1;
    this.#of(viewer).joins += 1;
  }

  left(viewer: Viewer, present: Present): void {
    this.#minute(present).leaves += 1;
    const held = this.#watched.get(keyOf(viewer));
    if (held) held.gone = true;
  }

  said(viewer: Viewer | undefined, present: Present): void {
    this.#minute(present).lines += 1;
    if (viewer) this.#of(viewer).lines += 1;
  }

  felt(viewer: Viewer | undefined, present: Present, kind: Reaction, count: number): void {
    const { reactions } = this.#minute(present);
    reactions[kind] = (reactions[kind] ?? 0) + count;
    if (viewer) this.#of(viewer).reactions += count;
  }

  watched(
    viewer: Viewer,
    present: Present,
    told: { seconds: number; stalls: number; stalledMs: number; errors: number; bitrate: number | null },
  ): void {
    const minute = this.#minute(present);
    const own = this.#of(viewer);
    own.seconds += told.seconds;
    for (const all of [minute, own]) {
      all.stalls += told.stalls;
      all.stalledMs += told.stalledMs;
      all.errors += told.errors;
    }
    if (told.bitrate === null) return;
    minute.bitrateSum += told.bitrate;
    minute.bitrateCount += 1;
  }

  /** So that a minute in which nothing happened says how many were here. */
  look(present: Present): void {
    this.#minute(present);
  }

  /** All of them when the server stops. */
  take({ all = false } = {}): { minutes: MinuteFigures[]; watched: WatchedFigures[] } {
    const minutes = [...this.#minutes.values()];
    this.#minutes = new Map();
    const now = this.#now();
    const watched: WatchedFigures[] = [];
    for (const [key, { figures, since, gone }] of this.#watched) {
      if (watched.length >= mostWatched && !all) break;
      if (!all && !gone && now - since < waitOf(figures)) continue;
      this.#watched.delete(key);
      if (isSomething(figures)) watched.push(figures);
    }
    return { minutes, watched };
  }

  #minute({ viewers, countries }: Present): MinuteFigures {
    const minute = new Date(Math.floor(this.#now() / 60_000) * 60_000).toISOString();
    let figures = this.#minutes.get(minute);
    if (!figures) {
      figures = {
        ...{ minute, viewers: 0, joins: 0, leaves: 0, lines: 0, reactions: {}, stalls: 0, stalledMs: 0, errors: 0 },
        ...{ bitrateSum: 0, bitrateCount: 0, countries: {} },
      };
      this.#minutes.set(minute, figures);
    }
    figures.viewers = Math.max(figures.viewers, viewers);
    for (const [country, count] of countries) figures.countries[country] = Math.max(figures.countries[country] ?? 0, count);
    return figures;
  }

  #of(viewer: Viewer): WatchedFigures {
    const key = keyOf(viewer);
    let held = this.#watched.get(key);
    if (!held) {
      const { ticketId, personId, country } = viewer;
      const figures = {
        ticketId,
        personId,
        country,
        seconds: 0,
        joins: 0,
        stalls: 0,
        stalledMs: 0,
        errors: 0,
        lines: 0,
        reactions: 0,
      };
      held = { figures, since: this.#now(), gone: false };
      this.#watched.set(key, held);
    }
    held.gone = false;
    return held.figures;
  }
}

/** Viewers on this server; `countries` by code, `??` where nobody knows. */
export type Present = { viewers: number; countries: ReadonlyMap<string, number> };

const keyOf = ({ ticketId, personId }: Viewer) => `${ticketId}:${personId}`;
const isSomething = ({ ticketId: _t, personId: _p, country: _c, ...counts }: WatchedFigures) =>
  Object.values(counts).some((count) => count > 0);
