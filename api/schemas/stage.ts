/** The stage as its viewers and its organiser see it. */
import { z } from 'zod';
import { showKinds, showStatuses } from '../../domain/shows.ts';
import { adviceCodes, stageStates, watchReasonCodes } from '../../domain/stage.ts';
import { Id, LocalText, OneLine, Time } from './common.ts';
import { CountryRule, ShowSummary } from './shows.ts';

const requestId = Id.meta({ description: 'Chosen by the client: the same request again changes nothing.' });

export const WatchView = z
  .object({
    ticketId: Id,
    number: z.string(),
    typeName: LocalText,
    show: ShowSummary,
    state: z.enum(stageStates),
    now: Time.meta({ description: "The house's clock, for countdowns." }),
    begins: Time,
    plannedEnd: Time,
    may: z.boolean().meta({ description: 'A screen may be taken and played now.' }),
    what: z.enum(['live', 'recording']).nullable().meta({ description: 'What would be played.' }),
    why: z.enum(watchReasonCodes).nullable().meta({ description: 'Why there is nothing to play; null when there is.' }),
    message: LocalText.nullable(),
    how: LocalText.nullable().meta({ description: 'What to do about it.' }),
    word: z.string().nullable().meta({ description: "The stage manager's word to the viewers." }),
    intervalUntil: Time.nullable(),
    mark: z.string().nullable().meta({ description: 'Short id for the faint moving mark; null: no mark.' }),
    address: z.string().nullable().meta({ description: 'Of a show that is played elsewhere; whoever knows it gets in.' }),
    botUrl: z.string().nullable().meta({ description: 'Of a show that is played in Telegram: opens the way in.' }),
    recording: z
      .object({
        seconds: z.int().nullable(),
        availableUntil: Time,
        unlockUntil: Time.meta({ description: 'It must be begun by then.' }),
        watchUntil: Time.nullable().meta({ description: 'Null until it is begun.' }),
      })
      .nullable(),
  })
  .meta({ id: 'WatchView' });

export const ScreenAsked = z
  .object({ screenId: Id.meta({ description: 'Chosen by the page, and kept by it: the same again is the same screen.' }) })
  .meta({ id: 'ScreenAsked' });
export const ScreenTaken = z
  .object({
    screenId: Id,
    version: z.int(),
    what: z.enum(['live', 'recording']),
    endedAnother: z.boolean().meta({ description: 'Another screen of this ticket has ended.' }),
  })
  .meta({ id: 'ScreenTaken' });

export const Playback = z
  .object({
    url: z.string(),
    kind: z.enum(['ll-hls', 'hls', 'mp4']),
    what: z.enum(['live', 'recording']),
    expiresAt: Time,
    renewAt: Time.meta({ description: 'Ask again by then; the answer may name another address.' }),
  })
  .meta({ id: 'Playback' });

export const Handover = z
  .object({ url: z.string().meta({ description: 'The watch page, for a QR code.' }), qr: z.string(), expiresAt: Time })
  .meta({ id: 'Handover' });
export const Arriving = z.object({ key: z.string().min(1).max(200) }).meta({ id: 'Arriving' });
export const Arrived = z
  .object({ token: z.string().meta({ description: '?token= of the watch routes of this ticket, for hours.' }), expiresAt: Time })
  .meta({ id: 'Arrived' });

const days = (most: number) => z.int().min(0).max(most);
export const ArchiveWindows = z
  .object({
    availableDays: days(365).meta({ description: 'Days after the end; 0: nobody sees a recording.' }),
    unlockDays: days(365).min(1).nullable().meta({ description: 'It must be begun within so many days; null: any time.' }),
    watchHours: z.int().min(1).max(8760).nullable().meta({ description: 'Hours from the first play; null: no limit.' }),
  })
  .meta({ id: 'ArchiveWindows' });

const address = z
  .url({ protocol: /^https?$/ })
  .max(500)
  .nullable();
const settings = {
  countries: CountryRule.nullable(),
  mark: z.boolean().meta({ description: "A faint moving mark with the ticket's short number over the picture." }),
  archive: ArchiveWindows,
  address: address.meta({ description: 'Of a show that is played elsewhere.' }),
};
export const StageSettings = z.object(settings).meta({ id: 'StageSettings' });
export const StageSettingsAsked = z.object({ requestId, ...settings }).meta({ id: 'StageSettingsAsked' });
export const StageAsked = z.object({ requestId }).meta({ id: 'StageAsked' });
export const IntervalAsked = z.object({ requestId, minutes: z.int().min(1).max(120) }).meta({ id: 'IntervalAsked' });
export const WordAsked = z
  .object({ requestId, text: OneLine.min(1).max(200).nullable().meta({ description: 'Null takes it back.' }) })
  .meta({ id: 'WordAsked' });
export const KindAsked = z
  .object({
    requestId,
    kind: z.enum(showKinds),
    chatId: z.int().nullable().default(null).meta({ description: 'The closed chat, for a show played in Telegram.' }),
    address: address.default(null).meta({ description: 'For a show played elsewhere.' }),
  })
  .meta({ id: 'KindAsked' });

export const Picture = z
  .object({
    at: Time.meta({ description: 'When the media server was asked.' }),
    publishing: z.boolean(),
    since: Time.nullable(),
    by: z.string().nullable().meta({ description: 'rtmp, rtmps, whip, srt.' }),
    video: z.boolean().nullable().meta({ description: 'Null: the server does not say.' }),
    audio: z.boolean().nullable(),
    bitrate: z.int().nullable().meta({ description: 'Bits a second.' }),
    keyframes: z.number().nullable().meta({ description: 'Seconds between key frames.' }),
    width: z.int().nullable(),
    height: z.int().nullable(),
    viewers: z.int().nullable(),
    quietFor: z.int().nullable().meta({ description: 'Milliseconds since the last piece of picture.' }),
  })
  .meta({ id: 'Picture' });

export const StageDesk = z
  .object({
    show: z.object({
      id: Id,
      code: z.string(),
      title: LocalText,
      posterUrl: z.string(),
      startsAt: Time,
      timeZone: z.string(),
      kind: z.enum(showKinds),
      status: z.enum(showStatuses),
    }),
    now: Time,
    state: z.enum(stageStates),
    onAir: z.boolean(),
    plannedEnd: Time,
    startedAt: Time.nullable(),
    endedAt: Time.nullable(),
    intervalUntil: Time.nullable(),
    word: z.string().nullable(),
    provider: z.string().nullable().meta({ description: 'embedded, mediamtx, ivs; null: no channel.' }),
    channelReady: z.boolean(),
    ingest: z
      .array(z.object({ protocol: z.enum(['rtmp', 'rtmps', 'whip', 'srt']), url: z.string(), key: z.string() }))
      .meta({ description: 'Where a programme such as OBS sends to. The key is a secret.' }),
    keyRevision: z.int(),
    picture: Picture.nullable(),
    advice: z.array(z.enum(adviceCodes)),
    can: z.object({
      start: z.boolean(),
      interval: z.boolean(),
      resume: z.boolean(),
      end: z.boolean(),
      rotateKey: z.boolean(),
      preview: z.boolean(),
      changeKind: z.boolean(),
    }),
    screens: z.int().meta({ description: 'Tickets that have a screen now.' }),
    settings: StageSettings,
    recording: z
      .object({ recordingId: z.string(), seconds: z.int().nullable(), availableUntil: Time, canDownload: z.boolean() })
      .nullable(),
    events: z
      .array(z.object({ id: Id, at: Time, kind: z.string(), text: LocalText, failed: z.boolean() }))
      .meta({ description: 'Newest first, a hundred at most.' }),
    temporalUrl: z.string().nullable(),
  })
  .meta({ id: 'StageDesk' });

export const PreviewPlayback = Playback.pick({ url: true, kind: true, expiresAt: true }).meta({ id: 'PreviewPlayback' });
export const Download = z.object({ url: z.string(), expiresAt: Time }).meta({ id: 'Download' });
