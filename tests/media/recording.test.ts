/** What was on air is kept, said, and never half true; a disk that takes nothing is told once. Bytes here are made up. */
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, it } from 'node:test';
import { Recorder } from '../../media/channels/recorder.ts';
import type { Segment } from '../../media/live/segment.ts';
import type { News } from '../../media/notices/outbox.ts';
import { Archive } from '../../media/recording/archive.ts';
import { secondsOf } from '../../media/recording/journal.ts';
import { eventually } from '../support/http.ts';

const root = mkdtempSync(join(tmpdir(), 'rampa-recording-'));
after(() => rmSync(root, { recursive: true }));
/** One box, as a head and a segment consist of boxes. */
const box = (text: string) => Buffer.from(`\0\0\0${String.fromCharCode(8 + text.length)}free${text}`, 'latin1');
const head = box('head');
const segment = (text: string, number = 1, epoch = 1): Segment => ({
  ...{ number, epoch, parts: [], duration: 1.5, startedAt: 0, whole: box(text) },
});
const recorderIn = (folder: string) => {
  const told: News[] = [];
  const archive = new Archive(folder);
  const channelId = randomUUID();
  const recorder = new Recorder(channelId, { archive, tell: (news) => told.push(news), report: () => undefined });
  return { told, archive, channelId, recorder };
};

describe('a recording', () => {
  it('is what was appended, under the head of its publisher', async () => {
    const { archive, channelId, recorder, told } = recorderIn(join(root, 'good'));
    recorder.append(segment('one'), head);
    recorder.append(segment('two', 2), head);
    recorder.append(segment('three', 3, 2), box('another'));
    recorder.append(segment('after a pause', 9, 2), box('another'));
    await recorder.finish();
    const [{ recordingId, journal }] = (await archive.list(channelId)) as [{ recordingId: string; journal: any }];
    assert.deepEqual(told, [{ kind: 'recorded', channelId, recordingId, seconds: 6 }]);
    assert.ok(journal.finished && secondsOf(journal) === 6);
    const texts = await Promise.all(journal.segments.map((place: any) => archive.read(channelId, recordingId, place)));
    assert.deepEqual(texts, ['one', 'two', 'three', 'after a pause'].map(box));
    const heads = journal.heads.map((length: number, file: number) =>
      archive.read(channelId, recordingId, { file, at: 0, length }),
    );
    assert.deepEqual(await Promise.all(heads), ['head', 'another', 'another'].map(box));
  });

  it('of nothing is none', async () => {
    const { archive, channelId, recorder, told } = recorderIn(join(root, 'empty'));
    await archive.begin(channelId);
    await recorder.recover({ goesOn: false });
    await recorder.finish();
    assert.deepEqual([told, await archive.list(channelId)], [[], []]);
  });

  it('that cannot be written is told once, and ends without harm', async () => {
    writeFileSync(join(root, 'a file'), '');
    const { channelId, recorder, told } = recorderIn(join(root, 'a file'));
    recorder.append(segment('one'), head);
    await eventually(async () => told.length > 0, 'it is told');
    recorder.append(segment('two'), head);
    await recorder.finish();
    assert.deepEqual(told, [{ kind: 'recordingFailed', channelId, recordingId: null }]);
  });

  it('has a name, not a path', async () => {
    const { archive } = recorderIn(join(root, 'paths'));
    for (const name of ['..', '../other', 'a/b', '', '.', 'x'.repeat(65)])
      await assert.rejects(async () => archive.journal(name, 'recording'), /names no recording/, name);
  });
});
