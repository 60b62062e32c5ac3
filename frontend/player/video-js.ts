/** The player behind the pages: video.js and its HLS engine. Fetched by the pages that show a picture, and by no other. */
import videojs from 'video.js';
import { createForwarding } from '../logic/watch/token-life.ts';
import type { Captions, PlayerEngine, PlayerNews, PlayerSight, Quality } from './types.ts';

type Levels = { length: number; [index: number]: { id: string; height?: number; bitrate: number; enabled: boolean } };
type Request = { uri?: string; url?: string };
/** Of the HLS engine, where it is at work; a phone without Media Source plays by itself. */
type Vhs = {
  xhr: {
    onRequest(change: (request: Request) => Request): void;
    onResponse(hear: (request: unknown, error: unknown, response: { statusCode?: number } | undefined) => void): void;
  };
};

/** What concerns a viewer is told by events; its remarks on buffers are for nobody. */
videojs.log.level('error');

const type = 'application/x-mpegURL';
/** The address is over: waiting for the player's own patience would only show an old picture. */
const refusals = new Set([401, 403, 410]);

export function openPlayer(box: HTMLElement, title: string, news: PlayerNews): PlayerEngine {
  const element = document.createElement('video');
  element.playsInline = true;
  element.setAttribute('playsinline', '');
  element.title = title;
  element.className = 'video-js';
  box.append(element);

  const player = videojs(element, {
    ...{ controls: false, preload: 'auto', playsinline: true, children: ['mediaLoader', 'textTrackDisplay'] },
    // Chromium plays HLS by itself now, but not with low latency.
    html5: { vhs: { llhls: true, overrideNative: true }, nativeAudioTracks: false, nativeVideoTracks: false },
    errorDisplay: false,
  });
  const forwarding = createForwarding();
  let goOnFrom: number | undefined;
  let closed = false;

  const vhs = (): Vhs | undefined => (player.tech(true) as unknown as { vhs?: Vhs } | undefined)?.vhs;
  const levels = (): Levels => (player as unknown as { qualityLevels(): Levels }).qualityLevels();
  const tracks = () => player.textTracks() as unknown as { length: number; [index: number]: TextTrack } & EventTarget;
  const listed = <T>(list: { length: number; [index: number]: T }): T[] => Array.from(list as ArrayLike<T>);
  const captionTracks = () => listed(tracks()).filter(({ kind }) => kind === 'captions' || kind === 'subtitles');
  const idOf = (track: TextTrack, index: number) => track.id || `${track.language}-${index}`;

  function sight(): PlayerSight {
    const range = player.seekable();
    const [from, to] = range?.length ? [range.start(0), range.end(range.length - 1)] : [0, 0];
    const qualities: Quality[] = listed(levels()).map(({ id, height, bitrate }) => ({ id, height: height ?? null, bitrate }));
    const enabled = listed(levels()).filter((level) => level.enabled);
    const captions: Captions[] = captionTracks().map((track, index) => ({
      ...{ id: idOf(track, index), label: track.label || track.language, language: track.language },
    }));
    const shown = captionTracks().findIndex(({ mode }) => mode === 'showing');
    return {
      playing: !player.paused() && !player.ended(),
      waiting: player.hasClass('vjs-waiting') || player.hasClass('vjs-seeking'),
      ended: player.ended(),
      position: player.currentTime() ?? 0,
      ...{ from, to },
      muted: player.muted() ?? false,
      volume: player.volume() ?? 1,
      qualities,
      quality: qualities.length > 1 && enabled.length === 1 ? enabled[0]!.id : 'auto',
      captions,
      shownCaptions: captions[shown]?.id ?? null,
    };
  }
  const tell = (): void => {
    if (!closed) news.seen(sight());
  };

  player.on('xhr-hooks-ready', () => {
    vhs()?.xhr.onRequest((request) => {
      if (request.uri) request.uri = forwarding.lead(request.uri);
      if (request.url) request.url = forwarding.lead(request.url);
      return request;
    });
    vhs()?.xhr.onResponse((_request, _error, response) => {
      if (!closed && refusals.has(response?.statusCode ?? 0)) news.broken();
    });
  });
  player.on('loadedmetadata', () => {
    if (goOnFrom !== undefined) player.currentTime(goOnFrom);
    goOnFrom = undefined;
    for (const track of captionTracks()) if (track.mode === 'hidden') track.mode = 'disabled';
  });
  for (const event of ['play', 'playing', 'pause', 'waiting', 'timeupdate', 'durationchange', 'volumechange', 'ended', 'seeked'])
    player.on(event, tell);
  tracks().addEventListener('change', tell);
  tracks().addEventListener('addtrack', tell);
  player.on('error', () => {
    if (!closed) news.broken();
  });

  return {
    load({ url, kind }, at) {
      const absolute = new URL(url, location.href).href;
      forwarding.take(absolute);
      goOnFrom = at;
      player.error(null as never);
      player.src({ src: absolute, type: kind === 'mp4' ? 'video/mp4' : type });
    },
    renew(url) {
      if (!vhs()) return false;
      forwarding.take(new URL(url, location.href).href);
      return true;
    },
    async play() {
      try {
        await player.play();
        return true;
      } catch (refusal) {
        // A newer load ends an older play: that is no refusal.
        return !(refusal instanceof DOMException && refusal.name === 'NotAllowedError');
      }
    },
    pause: () => void player.pause(),
    seek: (seconds) => void player.currentTime(seconds),
    setMuted: (muted) => void player.muted(muted),
    setVolume: (volume) => void player.volume(volume),
    chooseQuality(id) {
      for (const level of listed(levels())) level.enabled = id === 'auto' || level.id === id;
      tell();
    },
    showCaptions(id) {
      captionTracks().forEach((track, index) => {
        track.mode = idOf(track, index) === id ? 'showing' : 'disabled';
      });
      tell();
    },
    video: () => (player.tech(true) as unknown as { el(): HTMLVideoElement }).el(),
    close() {
      closed = true;
      player.dispose();
    },
  };
}
