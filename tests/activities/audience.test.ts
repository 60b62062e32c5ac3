/** The steps of an audience on real rows: batches once, silences, what moderators do and undo. */
import assert from 'node:assert/strict';
import { randomBytes, randomUUID } from 'node:crypto';
import { after, before, describe, it } from 'node:test';
import { ApplicationFailure } from '@temporalio/common';
import { MockActivityEnvironment } from '@temporalio/testing';
import { createAudienceActivities } from '../../activities/audience/index.ts';
import { authorOf } from '../../domain/audience-author.ts';
import { lineKeys } from '../../domain/line-key.ts';
import { seal } from '../../domain/sealed.ts';
import type { AudienceBatch, BatchLine, SentAction } from '../../workflows/audience/messages.ts';
import { newShow } from '../support/buyers.ts';
import { newMember, soldOrder, tenantId } from './organiser-bench.ts';
import { type Bench, openBench } from './support.ts';

let bench: Bench;
const key = randomBytes(32);
const sealingKeys = { forSealing: () => key, forOpening: () => key };
const steps = createAudienceActivities({ sealingKeys });
before(async () => {
  bench = await openBench();
});
after(() => bench?.close());

const run = <A, T>(step: (asked: A) => Promise<T>, asked: A): Promise<T> =>
  bench.step(() => new MockActivityEnvironment().run(step as (asked: unknown) => Promise<T>, asked) as Promise<T>);
const says = (type: string) => (error: unknown) => error instanceof ApplicationFailure && error.type === type;
const sql = <T extends object>(query: string, ...params: unknown[]) => bench.db.sql<T>(query, params);
const keys = lineKeys('tests0');

const line = (text: string, more: Partial<BatchLine> = {}): BatchLine => ({
  ...{ id: randomUUID(), key: keys.next(), personId: randomUUID(), ticketId: null, name: 'Anna', badge: null, text },
  at: new Date().toISOString(),
  ...more,
});
let batches = 0;
const batch = (lines: BatchLine[], more: Partial<AudienceBatch> = {}): AudienceBatch => ({
  ...{ id: `tests0:${++batches}`, hub: 'tests0', count: lines.length, minutes: [], watched: [], viewers: 3 },
  lines: lines.length > 0 ? seal(sealingKeys, lines) : null,
  ...more,
});
const minute = {
  ...{
    minute: '2099-01-01T16:00:00.000Z',
    viewers: 5,
    joins: 5,
    leaves: 1,
    lines: 2,
    reactions: { heart: 3 },
    stalls: 1,
    stalledMs: 400,
  },
  ...{ errors: 0, bitrateSum: 5000, bitrateCount: 2, countries: { RU: 4, '??': 1 } },
};

async function aShow() {
  const show = await newShow(bench, 20);
  const at = { tenantId, showId: show.id };
  const by = await newMember(bench, 'moderator');
  return {
    ...{ at, show },
    store: (what: AudienceBatch) => run(steps.storeBatch, { ...at, batch: what }),
    moderate: (action: SentAction, requestId: string = randomUUID(), who = by) =>
      run(steps.moderateAudience, { ...at, by: who, requestId, action }),
    lines: () =>
      sql<{ id: string; seq: number; removed: boolean }>(
        'select id, seq, removed_at is not null as removed from audience_lines where show_id = $1 order by seq',
        show.id,
      ),
    audience: async () => (await sql<Record<string, unknown>>('select * from audiences where show_id = $1', show.id))[0]!,
  };
}

describe('a batch', () => {
  it('that comes again, late or after others changes nothing and is answered the same', async () => {
    const { store, lines, audience, show, at } = await aShow();
    const { orderId } = await soldOrder(bench, show, 1);
    const [ticket] = await sql<{ id: string; person: string }>(
      'select id, person_id as person from tickets where order_id = $1',
      orderId,
    );
    const watched = {
      ...{ ticketId: ticket!.id, personId: ticket!.person, seconds: 60, joins: 1, stalls: 1, stalledMs: 400, errors: 0 },
      ...{ lines: 1, reactions: 3, country: 'RU' },
    };
    const first = batch([line('one'), line('two')], { minutes: [minute], watched: [watched] });
    assert.deepEqual(await store(first), { seq: 2, refused: [] });
    const second = batch([line('three')], { minutes: [{ ...minute, viewers: 4, countries: { RU: 2 } }], viewers: 2 });
    assert.deepEqual(await store(second), { seq: 3, refused: [] });
    assert.deepEqual(await store(first), { seq: 2, refused: [] });
    assert.deepEqual(await store(second), { seq: 3, refused: [] });
    assert.deepEqual(
      (await lines()).map(({ seq }) => seq),
      [1, 2, 3],
    );
    const { seq, lines: count, reactions, peak } = await audience();
    assert.deepEqual({ seq, count, reactions, peak }, { seq: 3, count: 3, reactions: { heart: 6 }, peak: 3 });
    const [told] = await sql<Record<string, unknown>>(
      'select viewers, joins, stalls, bitrate_sum::int as bitrate, reactions, countries from audience_minutes where show_id = $1',
      at.showId,
    );
    assert.deepEqual(told, {
      viewers: 5,
      joins: 10,
      stalls: 2,
      bitrate: 10_000,
      reactions: { heart: 6 },
      countries: { RU: 4, '??': 1 },
    });
    const [time] = await sql<Record<string, unknown>>(
      'select seconds, lines, reactions, country from watch_times where show_id = $1',
      at.showId,
    );
    assert.deepEqual(time, { seconds: 60, lines: 1, reactions: 3, country: 'RU' });
  });

  it('under two names is two: control', async () => {
    const { store, audience } = await aShow();
    const lines = [line('one')];
    await store(batch(lines, { minutes: [minute] }));
    await store(batch([], { minutes: [minute] }));
    assert.deepEqual((await audience())['reactions'], { heart: 6 });
  });

  it('twice in the same moment is one', async () => {
    const { store, lines, audience } = await aShow();
    const one = batch([line('one')], { minutes: [minute] });
    const answers = await Promise.all([store(one), store(one), store(one)]);
    assert.deepEqual(answers, Array(3).fill({ seq: 1, refused: [] }));
    assert.equal((await lines()).length, 1);
    assert.deepEqual((await audience())['reactions'], { heart: 3 });
  });

  it('of two servers at once: each line has a number of its own', async () => {
    const { store, lines } = await aShow();
    await Promise.all(Array.from({ length: 8 }, () => store(batch([line('a'), line('b')]))));
    assert.deepEqual(
      (await lines()).map(({ seq }) => seq),
      Array.from({ length: 16 }, (_, n) => n + 1),
    );
  });

  it('with a line that was accepted before tells of it once more, as it was', async () => {
    const { store, lines } = await aShow();
    const said = line('one');
    await store(batch([said, line('two')]));
    await store(batch([{ ...said, key: keys.next(), text: 'another text' }]));
    const [row] = await sql<{ text: string; key: string; seq: number }>(
      'select text, "key", seq from audience_lines where id = $1',
      said.id,
    );
    assert.deepEqual(row, { text: 'one', key: said.key, seq: 3 });
    assert.equal((await lines()).length, 2);
  });

  it('with a line under an id of somebody else leaves that one alone, and says so', async () => {
    const { store } = await aShow();
    const said = line('mine');
    await store(batch([said]));
    const forged = batch([line('not mine', { id: said.id })]);
    assert.deepEqual((await store(forged)).refused, [said.id]);
    assert.deepEqual((await store(forged)).refused, [said.id], 'and again');
    const [row] = await sql<{ text: string; seq: number }>('select text, seq from audience_lines where id = $1', said.id);
    assert.deepEqual(row, { text: 'mine', seq: 1 });
  });
});

describe('a moderator', () => {
  it('deletes a line, and takes that back', async () => {
    const { store, moderate, lines } = await aShow();
    const said = line('rude');
    await store(batch([said, line('kind')]));
    const { actionId, seq } = await moderate({ do: 'delete', lineId: said.id });
    assert.equal(seq, 3);
    assert.deepEqual(
      (await lines()).map(({ removed }) => removed),
      [true, false],
    );
    await moderate({ do: 'undo', actionId });
    assert.deepEqual(
      (await lines()).map(({ removed }) => removed),
      [false, false],
    );
    await assert.rejects(moderate({ do: 'undo', actionId }), says('ActionOver'));
  });

  it('asks once however often the request comes', async () => {
    const { store, moderate } = await aShow();
    const said = line('rude');
    await store(batch([said]));
    const requestId = randomUUID();
    const first = await moderate({ do: 'delete', lineId: said.id }, requestId);
    assert.deepEqual(await moderate({ do: 'delete', lineId: said.id }, requestId), first);
    await assert.rejects(moderate({ do: 'delete', lineId: said.id }), says('NoSuchLine'), 'control: another request');
  });

  it('mutes: what is said from then on is seen by nobody; before and after it is', async () => {
    const { store, moderate, lines } = await aShow();
    const personId = randomUUID();
    const before = line('before', { personId });
    await store(batch([before]));
    const { actionId } = await moderate({ do: 'mute', lineId: before.id, minutes: 10 });
    // Taken by a server that had not heard of it yet.
    await store(batch([line('under it', { personId }), line('of another')]));
    assert.deepEqual(
      (await lines()).map(({ removed }) => removed),
      [false, true, false],
    );
    await moderate({ do: 'undo', actionId });
    await store(batch([line('after', { personId })]));
    assert.equal((await lines()).at(-1)!.removed, false);
  });

  it('bans from all shows of the theatre, with what was written in this one; releasing gives the voice back, not the lines', async () => {
    const [one, other] = [await aShow(), await aShow()];
    const personId = randomUUID();
    const said = line('spam', { personId });
    await one.store(batch([said, line('more spam', { personId }), line('a word')]));
    await one.moderate({ do: 'ban', lineId: said.id });
    assert.deepEqual(
      (await one.lines()).map(({ removed }) => removed),
      [true, true, false],
    );
    await other.store(batch([line('spam again', { personId })]));
    assert.equal((await other.lines())[0]!.removed, true);
    await other.moderate({ do: 'release', author: authorOf(other.at.showId, personId) });
    await other.store(batch([line('sorry', { personId })]));
    assert.deepEqual(
      (await other.lines()).map(({ removed }) => removed),
      [true, false],
    );
    assert.deepEqual(
      (await one.lines()).map(({ removed }) => removed),
      [true, true, false],
    );
    await assert.rejects(one.moderate({ do: 'release', author: authorOf(one.at.showId, personId) }), says('ActionOver'));
  });

  it('silences nobody of the theatre', async () => {
    const { store, moderate } = await aShow();
    const ours = line('we begin', { badge: 'organiser' });
    await store(batch([ours]));
    await assert.rejects(moderate({ do: 'mute', lineId: ours.id, minutes: 10 }), says('NotAllowed'));
    await moderate({ do: 'delete', lineId: ours.id });
  });

  it('changes the rules, and undoing one leaves the others', async () => {
    const { moderate, audience, store } = await aShow();
    const said = line('pin me');
    await store(batch([said]));
    const { actionId } = await moderate({ do: 'slow', seconds: 30 });
    await moderate({ do: 'links', on: true });
    await moderate({ do: 'words', words: seal(sealingKeys, ['spoiler*']) });
    await moderate({ do: 'pin', lineId: said.id });
    await moderate({ do: 'undo', actionId });
    const { slow_seconds: slow, links, words, pinned, open } = await audience();
    assert.deepEqual(
      { slow, links, words, pinned, open },
      { slow: 0, links: true, words: ['spoiler*'], pinned: said.id, open: true },
    );
    const [audited] = await sql<{ all: string }>(
      `select string_agg(details::text, ' ') as all from audit_entries where subject = $1`,
      `show:${(await audience())['show_id']}`,
    );
    assert.ok(!audited!.all.includes('spoiler'));
  });

  it('who has left the team does nothing', async () => {
    const { moderate, store } = await aShow();
    const said = line('rude');
    await store(batch([said]));
    for (const role of ['content', 'door'] as const)
      await assert.rejects(
        moderate({ do: 'delete', lineId: said.id }, randomUUID(), await newMember(bench, role)),
        says('NotAllowed'),
      );
    await assert.rejects(moderate({ do: 'delete', lineId: said.id }, randomUUID(), randomUUID()), says('NotAllowed'));
  });
});
