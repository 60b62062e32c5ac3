/** The steps of a stage on real rows: each may run twice, and what it promises is in the rows. */
import assert from 'node:assert/strict';
import { randomBytes, randomUUID } from 'node:crypto';
import { after, before, describe, it } from 'node:test';
import { RequestContext } from '@mikro-orm/postgresql';
import { ApplicationFailure } from '@temporalio/common';
import { MockActivityEnvironment } from '@temporalio/testing';
import { createStageActivities } from '../../activities/stage/index.ts';
import { stageVault } from '../../domain/stage-vault.ts';
import { MediaRejected, NobodyCarries } from '../../providers/media/port.ts';
import type { StageEvent } from '../../workflows/shows/stage-story.ts';
import { newShow, type TestShow } from '../support/buyers.ts';
import { fakeMedia, publishing } from '../support/fake-media.ts';
import { newMember, soldOrder, tenantId } from './organiser-bench.ts';
import { type Bench, openBench } from './support.ts';

let bench: Bench;
const media = fakeMedia();
const vault = stageVault(randomBytes(32).toString('base64url'));
const sent: Array<{ to: number; html: string }> = [];
const steps = createStageActivities({
  media: { name: 'embedded', provider: media.provider, lookEvery: 5 },
  stageVault: vault,
  messengers: {
    get: () => ({
      async sendText(to: number, html: string) {
        sent.push({ to, html });
        return { messageId: String(sent.length) };
      },
      sendPhotos: async () => ({ messageId: '1' }),
    }),
  },
  mailer: { send: async () => ({ messageId: '1' }) },
  publicUrl: 'http://localhost:3000',
});
before(async () => {
  bench = await openBench();
});
after(() => bench?.close());

const run = <A, T>(step: (asked: A) => Promise<T>, asked: A, environment = new MockActivityEnvironment()): Promise<T> =>
  bench.step(() => environment.run(step as (asked: unknown) => Promise<T>, asked) as Promise<T>);
const says = (type: string) => (error: unknown) => error instanceof ApplicationFailure && error.type === type;
const row = async (table: string, showId: string) =>
  (await bench.db.sql<Record<string, any>>(`select * from ${table} where show_id = $1`, [showId]))[0]!;
const ofShow = ({ id: showId }: TestShow) => ({ tenantId, showId });
const aStage = async (kind = 'stream') => {
  const show = await newShow(bench, 20);
  await bench.db.sql('update shows set kind = $1 where id = $2', [kind, show.id]);
  await run(steps.openStage, ofShow(show));
  return { show, at: ofShow(show) };
};
const provisioned = async () => {
  const { show, at } = await aStage();
  const { channelId } = await run(steps.provisionChannel, { ...at, keyRevision: 1, record: true });
  return { show, at, channelId, channel: media.channels.get(channelId)! };
};
const writing = (revision: number, more: object = {}) =>
  ({
    ...{
      revision,
      state: 'live',
      kind: 'stream',
      onAir: true,
      keyRevision: 1,
      word: null,
      plannedEnd: '2099-01-01T18:00:00.000Z',
    },
    ...{ startedAt: '2099-01-01T16:00:00.000Z', endedAt: null, intervalUntil: null },
    ...(more as { state?: 'live' }),
  }) as Parameters<typeof steps.saveStage>[0]['stage'];
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
});

describe('the picture', () => {
  it('is watched until it is otherwise than known, and the row keeps what it looks like', async () => {
    const { show, at, channelId, channel } = await provisioned();
    const waiting = run(steps.watchPicture, { ...at, channelId, picture: false });
    channel.reading = publishing({ bitrate: 2_500_000.4 });
    assert.equal((await waiting).state, 'there');
    assert.deepEqual((await row('stages', show.id))['picture']['bitrate'], 2_500_000);
    channel.reading = publishing({ quietFor: 9000 });
    assert.equal(
      (await run(steps.watchPicture, { ...at, channelId, picture: true })).state,
      'lost',
      'a line over which nothing comes',
    );
    assert.deepEqual(await run(steps.readChannel, { ...at, channelId }), { publishing: false });
    channel.tornDown = true;
    assert.deepEqual(await run(steps.watchPicture, { ...at, channelId, picture: false }), { state: 'gone' });
  });

  it('stops being watched when nobody needs it', async () => {
    const { show, at, channelId } = await provisioned();
    const waiting = run(steps.watchPicture, { ...at, channelId, picture: false });
    await bench.db.sql(`update stages set state = 'ended' where show_id = $1`, [show.id]);
    assert.deepEqual(await waiting, { state: 'same' }, 'the show is over');
  });

  it('that does not come is told to whoever runs stages, once, and stands on the list', async () => {
    const { show, at } = await aStage();
    for (const [role, telegramId] of [
      ['owner', 501],
      ['door', 502],
    ] as const) {
      const personId = await newMember(bench, role);
      await bench.db.sql(`insert into contacts (tenant_id, person_id, telegram_id, language) values ($1, $2, $3, 'en')`, [
        ...[tenantId, personId, telegramId],
      ]);
    }
    sent.length = 0;
    for (const _ of 'twice') await run(steps.alertNoPicture, { ...at, startsAt: '2099-01-01T16:00:00.000Z' });
    assert.deepEqual(
      sent.map(({ to }) => to),
      [501],
      'not the door',
    );
    assert.match(sent[0]!.html, /there is no picture/);
    const asked = await bench.db.sql(`select 1 from attention_items where kind = 'noPicture' and details->>'showId' = $1`, [
      show.id,
    ]);
    assert.equal(asked.length, 1);
  });
});

describe('a screen', () => {
  const taking = async () => {
    const { show, at, channelId, channel } = await provisioned();
    const { orderId, tickets } = await soldOrder(bench, show, 2);
    const [{ person_id: personId }] = (await bench.db.sql<{ person_id: string }>('select person_id from orders where id = $1', [
      orderId,
    ])) as [{ person_id: string }];
    const take = (screenId: string, more: object = {}) =>
      run(steps.takeScreen, { ...at, ticketId: tickets[0]!, personId, screenId, what: 'live', ...more } as never);
    return { show, at, channelId, channel, orderId, tickets, personId, take };
  };

  it('is one a ticket: another ends it, the same again is the same', async () => {
    const { take, show } = await taking();
    const [first, second] = [randomUUID(), randomUUID()];
    assert.deepEqual(await take(first), { version: 1, former: null });
    assert.deepEqual(await take(first), { version: 1, former: null });
    assert.deepEqual(await take(second), { version: 2, former: 1 });
    assert.deepEqual(await take(second), { version: 2, former: 1 }, 'a step that is done twice revokes the first again');
    await assert.rejects(take(first), says('ScreenEnded'));
    const open = await bench.db.sql('select 1 from screens where show_id = $1 and ended_at is null', [show.id]);
    assert.equal(open.length, 1);
  });

  it('asked for twice at once is still one a ticket', async () => {
    const { take, show } = await taking();
    const answers = await Promise.all(Array.from({ length: 6 }, () => take(randomUUID())));
    assert.deepEqual(answers.map(({ version }) => version).sort(), [1, 2, 3, 4, 5, 6]);
    assert.equal((await bench.db.sql('select 1 from screens where show_id = $1 and ended_at is null', [show.id])).length, 1);
  });

  it('is nobody’s without the ticket: not of another person, another show, or a void one', async () => {
    const { take, tickets } = await taking();
    await assert.rejects(take(randomUUID(), { personId: randomUUID() }), says('TicketNotValid'));
    const other = await provisioned();
    await assert.rejects(take(randomUUID(), { showId: other.show.id }), says('TicketNotValid'));
    await bench.db.sql(`update tickets set state = 'revoked' where id = $1`, [tickets[0]]);
    await assert.rejects(take(randomUUID()), says('TicketNotValid'));
  });

  it('ends with its ticket, and the media server hears of it; whoever keeps theirs watches on', async () => {
    const { take, tickets, orderId, channel } = await taking();
    await take(randomUUID());
    await take(randomUUID(), { ticketId: tickets[1] });
    const revoking = { tenantId, orderId };
    assert.deepEqual(await run(steps.revokeScreens, revoking), { ended: 0 }, 'control: both are good');
    await bench.db.sql(`update tickets set state = 'revoked' where id = $1`, [tickets[0]]);
    media.fail.set('revoke', [new Error('away')]);
    await assert.rejects(run(steps.revokeScreens, revoking), /away/);
    assert.deepEqual(await run(steps.revokeScreens, revoking), { ended: 1 }, 'tried again until it is heard');
    assert.deepEqual(await run(steps.revokeScreens, revoking), { ended: 0 });
    assert.deepEqual([...channel.revoked], [[tickets[0], 1]]);
  });

  it('ends when its ticket is handed to a companion', async () => {
    const { take, tickets, orderId, channel } = await taking();
    await take(randomUUID());
    await bench.db.sql('update tickets set holder_person_id = $1 where id = $2', [randomUUID(), tickets[0]]);
    assert.deepEqual(await run(steps.revokeScreens, { tenantId, orderId }), { ended: 1 });
    assert.equal(channel.revoked.get(tickets[0]!), 1);
  });
});

describe('the recording', () => {
  it('is what ran longest while the show was on air; a test picture is none', async () => {
    const { show, at, channelId, channel } = await provisioned();
    const [from, to] = ['2026-11-22T16:00:00.000Z', '2026-11-22T17:00:00.000Z'];
    const asked = { ...at, channelId, from, to };
    const one = (recordingId: string, startedAt: string, seconds: number, ready = true) => ({
      ...{ recordingId, startedAt, seconds, ready, bytes: null },
    });
    channel.recordings = [one('test', '2026-11-22T15:00:00.000Z', 900)];
    assert.deepEqual(await run(steps.findRecording, asked), { state: 'none' });
    channel.recordings.push(one('show', '2026-11-22T15:59:00.000Z', 3000, false));
    assert.deepEqual(await run(steps.findRecording, asked), { state: 'writing' });
    channel.recordings[1]!.ready = true;
    channel.recordings.push(one('tail', '2026-11-22T16:55:00.000Z', 300));
    await bench.db.sql(`update stages set ended_at = $1 where show_id = $2`, [to, show.id]);
    assert.deepEqual(await run(steps.findRecording, asked), { state: 'ready', recordingId: 'show', seconds: 3000 });
    const { recording_id, archive_until } = await row('stages', show.id);
    assert.deepEqual([recording_id, archive_until.toISOString()], ['show', '2026-11-29T17:00:00.000Z']);
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
