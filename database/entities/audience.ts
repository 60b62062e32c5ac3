/** What an audience wrote, felt and saw, minute by minute, and what its moderators did. Written by activities alone. */
import { defineEntity, p } from '@mikro-orm/core';
import type { LineKind, ReactionCounts } from '../../domain/audience.ts';
import type { ActionDetails, ActionKind } from '../../domain/audience-actions.ts';
import type { Currency } from '../../domain/money.ts';
import { policies } from '../policies.ts';

export const AudienceEntity = defineEntity({
  name: 'Audience',
  tableName: 'audiences',
  comment: 'One a show. Whatever changes in an audience takes the next number of its row.',
  rowLevelSecurity: 'force',
  policies: policies(),
  properties: {
    tenantId: p.uuid().primary(),
    showId: p.uuid().primary(),
    /** The number of its newest line or action. */
    seq: p.integer().default(0),
    open: p.boolean().default(true),
    slowSeconds: p.integer().default(0),
    links: p.boolean().default(false),
    /** Words that viewers may not write; a `*` at the end stands for any ending. */
    words: p.json<string[]>().defaultRaw(`'[]'::jsonb`),
    pinned: p.uuid().nullable(),
    lines: p.integer().default(0),
    reactions: p.json<ReactionCounts>().defaultRaw(`'{}'::jsonb`),
    /** Most viewers at once. */
    peak: p.integer().default(0),
    peakAt: p.datetime().nullable(),
    createdAt: p.datetime().defaultRaw('now()'),
    changedAt: p.datetime().defaultRaw('now()'),
  },
});

export const AudienceBatchEntity = defineEntity({
  name: 'AudienceBatch',
  tableName: 'audience_batches',
  comment: 'What a server handed over: the same batch again changes nothing.',
  rowLevelSecurity: 'force',
  policies: policies(),
  properties: {
    tenantId: p.uuid().primary(),
    showId: p.uuid().primary(),
    /** <server>:<number> */
    id: p.string().primary(),
    seq: p.integer(),
    acceptedAt: p.datetime().defaultRaw('now()'),
  },
});

export const AudienceLineEntity = defineEntity({
  name: 'AudienceLine',
  tableName: 'audience_lines',
  rowLevelSecurity: 'force',
  policies: policies({ person: 'person_id' }),
  uniques: [{ properties: ['tenantId', 'showId', 'seq'] }],
  indexes: [{ properties: ['tenantId', 'showId', 'personId'] }],
  properties: {
    tenantId: p.uuid().primary(),
    showId: p.uuid().primary(),
    /** Chosen by the page, so that a line that is sent again is one. */
    id: p.uuid().primary(),
    /** Of its acceptance, or of its last one: a line that came again takes another. */
    seq: p.integer(),
    /** Where it stands among the others, compared as text. */
    key: p.string(),
    kind: p.string().$type<LineKind>(),
    personId: p.uuid(),
    ticketId: p.uuid().nullable(),
    orderId: p.uuid().nullable(),
    name: p.string(),
    badge: p.string().$type<'organiser'>().nullable(),
    text: p.text(),
    amount: p.integer().nullable(),
    currency: p.string().$type<Currency>().nullable(),
    at: p.datetime(),
    acceptedAt: p.datetime().defaultRaw('now()'),
    /** Out of everybody's sight since then. */
    removedAt: p.datetime().nullable(),
    /** The moderator's action that removed it; null: whoever wrote it was silenced already. */
    removedBy: p.uuid().nullable(),
  },
});

export const AudienceActionEntity = defineEntity({
  name: 'AudienceAction',
  tableName: 'audience_actions',
  comment: 'What a moderator did, and whether it was undone.',
  rowLevelSecurity: 'force',
  policies: policies(),
  uniques: [{ properties: ['tenantId', 'showId', 'seq'] }],
  properties: {
    tenantId: p.uuid().primary(),
    showId: p.uuid().primary(),
    id: p.uuid().primary(),
    /** Of the action, or of its undoing. */
    seq: p.integer(),
    kind: p.string().$type<ActionKind>(),
    byPerson: p.uuid(),
    /** Whom it concerns; null: everybody. */
    personId: p.uuid().nullable(),
    lineId: p.uuid().nullable(),
    details: p.json<ActionDetails>(),
    at: p.datetime().defaultRaw('now()'),
    undoneAt: p.datetime().nullable(),
    undoneBy: p.uuid().nullable(),
  },
});

export const AudienceSilenceEntity = defineEntity({
  name: 'AudienceSilence',
  tableName: 'audience_silences',
  comment: 'Who may not write: for a while in one show, or in all of the theatre’s.',
  rowLevelSecurity: 'force',
  policies: policies(),
  properties: {
    tenantId: p.uuid().primary(),
    personId: p.uuid().primary(),
    /** The show, or the organisation for a ban. */
    scope: p.uuid().primary(),
    /** By which they were known to the moderator. */
    name: p.string(),
    /** Null: until it is lifted. */
    until: p.datetime().nullable(),
    actionId: p.uuid(),
    since: p.datetime().defaultRaw('now()'),
    liftedAt: p.datetime().nullable(),
  },
});

export const AudienceMinuteEntity = defineEntity({
  name: 'AudienceMinute',
  tableName: 'audience_minutes',
  comment: 'Figures of one minute as one server saw them.',
  rowLevelSecurity: 'force',
  policies: policies(),
  properties: {
    tenantId: p.uuid().primary(),
    showId: p.uuid().primary(),
    /** Its beginning. */
    minute: p.datetime().primary(),
    hub: p.string().primary(),
    /** Most at once in this minute. */
    viewers: p.integer().default(0),
    joins: p.integer().default(0),
    leaves: p.integer().default(0),
    lines: p.integer().default(0),
    reactions: p.json<ReactionCounts>().defaultRaw(`'{}'::jsonb`),
    stalls: p.integer().default(0),
    stalledMs: p.integer().default(0),
    errors: p.integer().default(0),
    /** kbit/s, summed over what was told. */
    bitrateSum: p.bigint('number').default(0),
    bitrateCount: p.integer().default(0),
    /** ISO 3166-1 alpha-2 → viewers, most at once; `??` where nobody knows. */
    countries: p.json<Record<string, number>>().defaultRaw(`'{}'::jsonb`),
  },
});

export const WatchTimeEntity = defineEntity({
  name: 'WatchTime',
  tableName: 'watch_times',
  comment: 'How long the holder of a ticket watched, and how.',
  rowLevelSecurity: 'force',
  policies: policies({ person: 'person_id' }),
  indexes: [{ properties: ['personId', 'firstAt'] }],
  properties: {
    tenantId: p.uuid().primary(),
    showId: p.uuid().primary(),
    ticketId: p.uuid().primary(),
    personId: p.uuid().primary(),
    seconds: p.integer().default(0),
    joins: p.integer().default(0),
    stalls: p.integer().default(0),
    stalledMs: p.integer().default(0),
    errors: p.integer().default(0),
    lines: p.integer().default(0),
    reactions: p.integer().default(0),
    country: p.string().nullable(),
    firstAt: p.datetime(),
    lastAt: p.datetime(),
  },
});
