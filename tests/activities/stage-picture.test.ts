/** The picture of a stage on real rows: watched while somebody needs it, missed aloud, kept as a recording. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { publishing } from '../support/fake-media.ts';
import { newMember, tenantId } from './organiser-bench.ts';
import { stageBench } from './stage-bench.ts';
import type { Bench } from './support.ts';

let bench: Bench;
const { sent, steps, run, row, aStage, provisioned } = stageBench((opened) => {
  bench = opened;
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
