/** The steps of a stage on real rows: each may run twice, and what it promises is in the rows. */
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { describe, it } from 'node:test';
import { RequestContext } from '@mikro-orm/postgresql';
import { ApplicationFailure } from '@temporalio/common';
import { MockActivityEnvironment } from '@temporalio/testing';
import { MediaRejected, NobodyCarries } from '../../providers/media/port.ts';
import type { StageEvent } from '../../workflows/shows/stage-story.ts';
import { newShow } from '../support/buyers.ts';
import { newMember } from './organiser-bench.ts';
import { ofShow, says, stageBench } from './stage-bench.ts';
import type { Bench } from './support.ts';

let bench: Bench;
const { media, vault, steps, run, row, aStage, provisioned, writing } = stageBench((opened) => {
  bench = opened;
});
const happened = (number: number, kind: string, details = {}): StageEvent => ({ number, kind, at: Date.now(), details });

describe('the row of a stage', () => {
  it('is made once; the show follows its state, and never back', async () => {
    const { show, at } = await aStage();
    await run(steps.openStage, at);
    assert.equal((await bench.db.sql('select 1 from stages where show_id = $1', [show.id])).length, 1);
    const status = async () =>
      (await bench.db.sql<{ status: string }>('select status from shows where id = $1', [show.id]))[0]!.status;
    const events = [happened(1, 'live')];
    for (const _ of 'twice') await run(steps.saveStage, { ...at, stage: writing(2), events });
    assert.equal(await status(), 'live');
    assert.equal((await bench.db.sql('select 1 from stage_events where show_id = $1', [show.id])).length, 1);
    await run(steps.saveStage, { ...at, stage: writing(1, { state: 'offline' }), events: [] });
    assert.equal((await row('stages', show.id))['state'], 'live', 'an older state changes nothing');
    await bench.db.sql(`update shows set status = 'cancelled' where id = $1`, [show.id]);
    await run(steps.saveStage, { ...at, stage: writing(3, { state: 'ended' }), events: [] });
    assert.equal(await status(), 'cancelled', 'a cancelled show stays so');
  });

  it('asks an organiser about a publisher who was refused, once for each reason', async () => {
    const { show, at } = await aStage();
    const events = [1, 2, 3].map((number) => happened(number, 'refused', { why: number < 3 ? 'wrongKey' : 'secondPublisher' }));
    await run(steps.saveStage, { ...at, stage: writing(4, { state: 'offline' }), events });
    const asked = await bench.db.sql<{ kind: string }>(`select kind from attention_items where details->>'showId' = $1`, [
      show.id,
    ]);
    assert.deepEqual(
      asked.map(({ kind }) => kind),
      ['publisherRefused', 'publisherRefused'],
    );
  });
});

describe('a stage manager', () => {
  it('is asked whether they may, and their settings are in the rows', async () => {
    const { show, at } = await aStage();
    const direction = {
      do: 'settings' as const,
      ...{ mark: true, address: null, countries: { mode: 'refuse' as const, list: ['FR'] } },
      archive: { availableDays: 3, unlockDays: 1, watchHours: 12 },
    };
    for (const [role, may] of [
      ['admin', true],
      ['operator', false],
      ['door', false],
    ] as const) {
      const asking = run(steps.recordDirection, { ...at, by: await newMember(bench, role), requestId: randomUUID(), direction });
      if (may) await asking;
      else await assert.rejects(asking, says('NotAllowed'), role);
    }
    await run(steps.recordDirection, {
      ...at,
      by: await newMember(bench, 'operator'),
      requestId: randomUUID(),
      direction: { do: 'start' },
    });
    const { mark, archive } = await row('stages', show.id);
    assert.deepEqual([mark, archive], [true, direction.archive]);
    const [{ countries }] = (await bench.db.sql<{ countries: object }>('select countries from shows where id = $1', [
      show.id,
    ])) as [{ countries: object }];
    assert.deepEqual(countries, direction.countries);
  });
});

describe('a channel', () => {
  it('is made once, its key is locked in the row and turns', async () => {
    const { show, at, channelId } = await provisioned();
    await run(steps.provisionChannel, { ...at, keyRevision: 1, record: true });
    const first = await row('stages', show.id);
    assert.deepEqual([first['channel_id'], first['provider']], [channelId, 'embedded']);
    assert.ok(!JSON.stringify(first).includes('secret-'), 'no key in clear');
    assert.equal(vault.open(at, first['ingest'])[0]!.key, `secret-${show.id}-1`);
    assert.throws(() => vault.open({ ...at, showId: randomUUID() }, first['ingest']), 'control: bound to its stage');
    await run(steps.rotateStageKey, { ...at, channelId, keyRevision: 2 });
    assert.equal(vault.open(at, (await row('stages', show.id))['ingest'])[0]!.key, `secret-${show.id}-2`);
  });

  it('that is refused becomes an organiser’s question; a server that is away is asked again', async () => {
    const { show, at } = await aStage();
    const questions = () => bench.db.sql(`select 1 from attention_items where details->>'showId' = $1`, [show.id]);
    media.fail.set('provision', [new Error('ECONNREFUSED')]);
    await assert.rejects(run(steps.provisionChannel, { ...at, keyRevision: 1, record: true }), /ECONNREFUSED/);
    assert.equal((await questions()).length, 0, 'control');
    media.fail.set('provision', [new NobodyCarries('none')]);
    const none = await run(steps.provisionChannel, { ...at, keyRevision: 1, record: true }).catch((error: unknown) => error);
    assert.ok(none instanceof ApplicationFailure && none.nonRetryable);
    assert.equal((await questions()).length, 0, 'a house without pictures means it');
    media.fail.set('provision', [new MediaRejected('quota')]);
    const refused = await run(steps.provisionChannel, { ...at, keyRevision: 1, record: true }).catch((error: unknown) => error);
    assert.ok(refused instanceof ApplicationFailure && refused.nonRetryable);
    assert.equal((await questions()).length, 1);
  });

  it('is closed with its recordings and its screens, and closing it again does nothing more', async () => {
    const { show, at, channel } = await provisioned();
    channel.recordings = [{ recordingId: 'r', startedAt: new Date().toISOString(), seconds: 9, bytes: null, ready: true }];
    for (const _ of 'twice') await run(steps.closeChannel, { ...at, why: 'showOver' });
    assert.deepEqual([channel.tornDown, channel.recordings.length, channel.stopped], [true, 0, 1]);
    const { channel_id, ingest, torn_down_at } = await row('stages', show.id);
    assert.deepEqual([channel_id, ingest, torn_down_at !== null], [null, null, true]);
  });

  it('that is closed is off air and not watched, however late its other steps come', async () => {
    const { at, channelId } = await provisioned();
    await run(steps.closeChannel, { ...at, why: 'showOver' });
    await run(steps.setStageOnAir, { ...at, channelId, onAir: false, stop: true });
    assert.deepEqual(await run(steps.watchPicture, { ...at, channelId, picture: true }), { state: 'gone' });
    await assert.rejects(
      run(steps.setStageOnAir, { ...at, channelId, onAir: true, stop: false }),
      /no channel any more/,
      'nobody sees a show that is on air nowhere',
    );
  });
});

describe('a sweep', () => {
  const asPlatform = <T>(work: () => Promise<T>) =>
    RequestContext.create(bench.orm.em, work, { session: { variables: { 'app.reader': 'platform' } } });

  it('tears down what no stage needs, and leaves what one does', async () => {
    const needed = await provisioned();
    const { channelId: left } = await media.provider.provision({
      channelKey: randomUUID(),
      keyRevision: 1,
      label: '',
      record: false,
    });
    const sweep = () => asPlatform(() => new MockActivityEnvironment().run(steps.tearDownUnneeded, { readsAll: true as const }));
    await sweep();
    assert.deepEqual([media.channels.get(left)!.tornDown, needed.channel.tornDown], [true, false]);
    await bench.db.sql(`update stages set state = 'closed' where show_id = $1`, [needed.show.id]);
    await sweep();
    assert.equal(needed.channel.tornDown, true);
  });

  it('finds announced shows that have no stage', async () => {
    const show = await newShow(bench, 5);
    const find = async () => {
      const begun = (await asPlatform(() =>
        new MockActivityEnvironment().run(steps.stagesToBegin, { readsAll: true as const }),
      )) as Array<{ showId: string }>;
      return begun.map(({ showId }) => showId);
    };
    assert.ok((await find()).includes(show.id));
    await run(steps.openStage, ofShow(show));
    assert.ok(!(await find()).includes(show.id), 'control');
  });
});
