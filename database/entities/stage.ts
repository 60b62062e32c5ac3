/** What a show is played on, what happened there, and the screens of its tickets. */
import { defineEntity, p } from '@mikro-orm/core';
import type { ShowKind } from '../../domain/shows.ts';
import type { ArchiveWindows, PictureFacts, StageState } from '../../domain/stage.ts';
import { policies } from '../policies.ts';

export const StageEntity = defineEntity({
  name: 'Stage',
  tableName: 'stages',
  comment: 'One a show. Nobody reads it as the public: it holds sealed stream keys and the address of a show played elsewhere.',
  rowLevelSecurity: 'force',
  policies: policies(),
  indexes: [{ properties: ['provider', 'channelId'] }, { properties: ['state'] }],
  properties: {
    tenantId: p.uuid().primary(),
    showId: p.uuid().primary(),
    kind: p.string().$type<ShowKind>(),
    provider: p.string().nullable(),
    channelId: p.string().nullable(),
    playbackUrl: p.text().nullable(),
    /** Where to send to, with its key; encrypted with the house's stage key. */
    ingest: p.text().nullable(),
    keyRevision: p.integer().default(1),
    state: p.string().$type<StageState>(),
    onAir: p.boolean().default(false),
    plannedEnd: p.datetime(),
    startedAt: p.datetime().nullable(),
    endedAt: p.datetime().nullable(),
    intervalUntil: p.datetime().nullable(),
    /** The stage manager's, to whoever watches. */
    word: p.text().nullable(),
    /** As the media server last described it. */
    picture: p.json<PictureFacts>().nullable(),
    recordingId: p.string().nullable(),
    recordingSeconds: p.integer().nullable(),
    archive: p.json<ArchiveWindows>(),
    /** Until when the recording is there at all; null before it is. */
    archiveUntil: p.datetime().nullable(),
    /** Of a show that is played elsewhere. */
    address: p.text().nullable(),
    mark: p.boolean().default(false),
    tornDownAt: p.datetime().nullable(),
    /** Counts what its process has written: an older write changes nothing. */
    revision: p.integer().default(0),
    createdAt: p.datetime().defaultRaw('now()'),
    changedAt: p.datetime().defaultRaw('now()'),
  },
});

export const StageEventEntity = defineEntity({
  name: 'StageEvent',
  tableName: 'stage_events',
  comment: 'What happened on a stage, and when. Append-only.',
  rowLevelSecurity: 'force',
  policies: policies(),
  indexes: [{ properties: ['tenantId', 'showId', 'at'] }],
  properties: {
    tenantId: p.uuid().primary(),
    id: p.uuid().primary(),
    showId: p.uuid(),
    /** picture, lost, live, interrupted, refused … */
    kind: p.string(),
    details: p.json<Record<string, string | number | boolean | null>>(),
    /** By the clock of whoever told of it. */
    at: p.datetime(),
    createdAt: p.datetime().defaultRaw('now()'),
  },
});

export const ScreenEntity = defineEntity({
  name: 'Screen',
  tableName: 'screens',
  comment: 'A place where a ticket is watched: at most one at a time.',
  rowLevelSecurity: 'force',
  policies: policies({ person: 'person_id' }),
  uniques: [
    { properties: ['tenantId', 'ticketId', 'version'] },
    { name: 'screens_one_a_ticket_unique', properties: ['tenantId', 'ticketId'], where: 'ended_at is null' },
  ],
  indexes: [{ properties: ['tenantId', 'showId'] }],
  properties: {
    tenantId: p.uuid().primary(),
    ticketId: p.uuid().primary(),
    /** Chosen by the page. */
    id: p.uuid().primary(),
    showId: p.uuid(),
    orderId: p.uuid(),
    /** Who held the ticket then. */
    personId: p.uuid(),
    /** One more with each screen of the ticket. */
    version: p.integer(),
    what: p.string().$type<'live' | 'recording'>(),
    takenAt: p.datetime().defaultRaw('now()'),
    endedAt: p.datetime().nullable(),
    endReason: p.string().$type<'anotherScreen' | 'ticketGone' | 'showOver' | 'wayChanged'>().nullable(),
    /** When the media server was told that its tokens open nothing more. */
    revokedAt: p.datetime().nullable(),
  },
});
