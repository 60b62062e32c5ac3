/** What the pages know of a player, whichever library is behind it. */
export type Quality = { id: string; height: number | null; bitrate: number };
export type Captions = { id: string; label: string; language: string };

export type PlayerSight = {
  playing: boolean;
  waiting: boolean;
  ended: boolean;
  /** Seconds; `from` and `to` are what can be reached. */
  position: number;
  from: number;
  to: number;
  muted: boolean;
  /** From 0 to 1. */
  volume: number;
  qualities: Quality[];
  /** `auto` or the id of one. */
  quality: string;
  captions: Captions[];
  /** The id of those shown. */
  shownCaptions: string | null;
};

/** A recording may be one file. */
export type Source = { url: string; kind: 'll-hls' | 'hls' | 'mp4' };

export type PlayerEngine = {
  /** Loads anew. @param at seconds to go on from; without it the live edge or the beginning. */
  load(source: Source, at?: number): void;
  /** The same picture under a newer address. False when the source itself would have to be changed for it. */
  renew(url: string): boolean;
  /** False when the browser wants a touch first. */
  play(): Promise<boolean>;
  pause(): void;
  seek(seconds: number): void;
  setMuted(muted: boolean): void;
  setVolume(volume: number): void;
  chooseQuality(id: string): void;
  showCaptions(id: string | null): void;
  video(): HTMLVideoElement;
  close(): void;
};

export type PlayerNews = {
  seen(sight: PlayerSight): void;
  /** It cannot go on under the address it has. */
  broken(): void;
};
