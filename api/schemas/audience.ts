/** An audience as its viewers, its moderators and its organiser see it. */
import { z } from 'zod';
import { longestWordList, muteLengths, reactions, slowModes } from '../../domain/audience.ts';
import { undoable } from '../../domain/audience-actions.ts';
import { currencies } from '../../domain/money.ts';
import { Id, LocalText, OneLine, Time } from './common.ts';

export const AudiencePassAnswer = z
  .object({
    pass: z.string().meta({ description: 'Opens the socket of this show for its person; asked for again when it is over.' }),
    path: z.string().meta({ description: 'Of the socket, on this very host (socket.io, WebSocket only).' }),
    expiresAt: Time,
  })
  .meta({ id: 'AudiencePass' });

const Money = z.object({ amount: z.int(), currency: z.enum(currencies) });
const Counts = z.partialRecord(z.enum(reactions), z.int());
export const AudienceLine = z
  .object({
    id: Id,
    key: z.string().meta({ description: 'Lines stand in the order of their keys, compared as text.' }),
    kind: z.enum(['line', 'donation']),
    author: z.string(),
    name: z.string(),
    badge: z.literal('organiser').nullable(),
    text: z.string(),
    money: Money.nullable(),
    at: Time,
    removed: z.boolean(),
  })
  .meta({ id: 'AudienceLine' });

const author = z.string().regex(/^[0-9A-Z]{8}$/);
const line = z.object({ lineId: Id });
const anAction = z.discriminatedUnion('do', [
  line.extend({ do: z.literal('delete') }),
  line.extend({ do: z.literal('pin') }),
  line.extend({ do: z.literal('mute'), minutes: z.literal([...muteLengths]) }),
  line.extend({ do: z.literal('ban') }),
  z.object({ do: z.literal('release'), author }),
  z.object({ do: z.literal('unpin') }),
  z.object({ do: z.literal('slow'), seconds: z.literal([...slowModes]) }),
  z.object({ do: z.literal('open'), on: z.boolean() }),
  z.object({ do: z.literal('links'), on: z.boolean() }),
  z.object({ do: z.literal('words'), words: z.array(OneLine.max(40)).max(longestWordList) }),
  z.object({ do: z.literal('undo'), actionId: Id }),
]);
export const ModerationAsked = z
  .object({
    requestId: Id.meta({ description: 'Chosen by the client: the same request again changes nothing.' }),
    action: anAction,
  })
  .meta({ id: 'ModerationAsked' });

const show = z.object({ id: Id, code: z.string(), title: LocalText, startsAt: Time, timeZone: z.string() });
export const AudienceDates = z
  .object({ shows: z.array(show.extend({ live: z.boolean().meta({ description: 'Its audience gathers just now.' }) })) })
  .meta({ id: 'AudienceDates' });

export const AudienceDesk = z
  .object({
    show,
    live: z.boolean().meta({ description: 'The audience gathers just now.' }),
    picture: z.boolean().meta({ description: 'There is a picture to look at.' }),
    open: z.boolean(),
    slowSeconds: z.int(),
    links: z.boolean(),
    words: z.array(z.string()),
    pinned: Id.nullable(),
    lines: z.array(AudienceLine).meta({ description: 'The newest, oldest first; removed ones too.' }),
    actions: z.array(
      z.object({
        id: Id,
        kind: z.enum([...undoable, 'release', 'unpin', 'undo']),
        by: z.string().nullable(),
        lineId: Id.nullable(),
        name: z.string().nullable().meta({ description: 'Whom it concerned.' }),
        minutes: z.int().nullable(),
        seconds: z.int().nullable(),
        on: z.boolean().nullable(),
        of: Id.nullable().meta({ description: 'The action that this one undid.' }),
        at: Time,
        undoneAt: Time.nullable(),
        undoneBy: z.string().nullable(),
        mayUndo: z.boolean(),
      }),
    ),
    silenced: z.array(
      z.object({
        author: z.string(),
        name: z.string(),
        until: Time.nullable(),
        everywhere: z.boolean().meta({ description: 'In all shows of the theatre.' }),
      }),
    ),
  })
  .meta({ id: 'AudienceDesk' });

export const AudienceReport = z
  .object({
    show,
    startedAt: Time.nullable().meta({ description: 'When the curtain rose.' }),
    endedAt: Time.nullable(),
    breaks: z
      .array(z.object({ kind: z.enum(['interval', 'interrupted']), from: Time, until: Time.nullable() }))
      .meta({ description: 'When nothing was played.' }),
    live: z.boolean().meta({ description: 'It gathers just now: ask again in some seconds.' }),
    now: Time,
    viewers: z.int().meta({ description: 'At this moment.' }),
    peak: z.int(),
    peakAt: Time.nullable(),
    watchers: z.int().meta({ description: 'People who were there at all.' }),
    averageSeconds: z.int(),
    lines: z.int(),
    reactions: Counts,
    donations: z.array(Money.extend({ count: z.int() })),
    engaged: z.int().meta({ description: 'People who wrote, reacted or donated.' }),
    stalls: z.int(),
    stalledMs: z.int(),
    errors: z.int().meta({ description: 'Faults that players told of.' }),
    bitrate: z.int().nullable().meta({ description: 'kbit/s, as players told.' }),
    countries: z.array(
      z.object({
        country: z.string().meta({ description: 'ISO 3166-1 alpha-2; ?? where nobody knows.' }),
        viewers: z.int(),
        seconds: z.int(),
      }),
    ),
    minutes: z.array(
      z.object({
        minute: Time,
        viewers: z.int(),
        joins: z.int(),
        leaves: z.int(),
        lines: z.int(),
        reactions: z.int(),
        stalls: z.int(),
        stalledMs: z.int(),
        errors: z.int(),
        bitrate: z.int().nullable(),
        donations: z.array(Money),
      }),
    ),
  })
  .meta({ id: 'AudienceReport' });

export const WatchedShows = z
  .object({
    shows: z.array(
      z.object({
        showId: Id,
        code: z.string(),
        title: LocalText,
        startsAt: Time,
        seconds: z.int(),
        lastAt: Time,
        stars: z.int().nullable(),
      }),
    ),
  })
  .meta({ id: 'WatchedShows' });
