/** The live window: what is listed, what is held, who sees what. Fragments here are made up; their times are not. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { Packager, type View } from '../../media/live/packager.ts';
import { headsOf, hintOf, lines, partsOf, segmentsOf, sequenceOf } from './play.ts';

const PATIENCE = 10_000;
const fragment = (text: string, independent = false, duration = 0.2) => ({
  ...{ bytes: Buffer.from(text), duration, independent, video: true, audio: true },
});
/** Five parts, the first of them a key frame. */
const second = (packager: Packager, name: string) => {
  for (let part = 0; part < 5; part += 1) packager.add(fragment(`${name}${part}`, part === 0));
};
const text = (packager: Packager, view: View = 'preview') => packager.playlist(view)?.toString() ?? '';
const begun = (options: Partial<ConstructorParameters<typeof Packager>[0]> = {}) => {
  const packager = new Packager({ firstNumber: 100, ...options });
  packager.begin(1, Buffer.from('head'));
  return packager;
};

describe('the live window', () => {
  it('lists parts of the last segments, whole segments before them, and the part that comes next', () => {
    const packager = begun();
    for (const name of 'abcdef') second(packager, name);
    const playlist = text(packager);
    assert.deepEqual(
      segmentsOf(playlist),
      [100, 101, 102, 103, 104].map((number) => `s${number}.m4s`),
    );
    assert.equal(partsOf(playlist)[0], 'p102.0.m4s');
    assert.equal(partsOf(playlist).length, 20);
    assert.equal(hintOf(playlist), 'p105.5.m4s');
    assert.equal(lines(playlist, '#EXT-X-PART:').filter((line) => line.includes('INDEPENDENT')).length, 4);
    assert.equal(packager.segment('preview', 101)?.toString(), 'b0b1b2b3b4');
    assert.equal(packager.part('preview', 105, 4)?.toString(), 'f4');
    assert.equal(packager.segment('preview', 105), undefined, 'it still grows');
  });

  it('begins with a key frame, and not with a first piece that is longer than a part', () => {
    const packager = begun();
    packager.add(fragment('sound'));
    assert.equal(text(packager), '');
    packager.add(fragment('long', true, 0.68));
    packager.add(fragment('rest'));
    assert.equal(text(packager), '');
    second(packager, 'a');
    assert.deepEqual(partsOf(text(packager)).length, 5);
    assert.equal(packager.part('preview', 100, 0)?.toString(), 'a0');
  });

  it('takes parts that are always long, as those of two pictures a second', () => {
    const packager = begun();
    for (let part = 0; part < 6; part += 1) packager.add(fragment('x', part % 2 === 0, 0.5));
    assert.match(text(packager), /PART-TARGET=0\.500/);
  });

  it('forgets what is older than one may rewind, and never counts backwards', () => {
    const packager = begun({ window: 5 });
    for (const name of 'abcdefghij') second(packager, name);
    assert.ok(sequenceOf(text(packager)) > 100);
    assert.equal(packager.segment('preview', 100), undefined);
    assert.ok(packager.bytes <= 7 * 10);
    const heavy = begun({ most: 30 });
    for (const name of 'abcdef') second(heavy, name);
    assert.ok(heavy.bytes <= 40, `${heavy.bytes} bytes`);
  });

  it('goes on with another publisher after a discontinuity, under another head', () => {
    const packager = begun();
    second(packager, 'a');
    packager.begin(2, Buffer.from('head 2'));
    second(packager, 'b');
    const playlist = text(packager);
    assert.deepEqual(headsOf(playlist), ['init1.mp4', 'init2.mp4']);
    assert.equal(lines(playlist, '#EXT-X-DISCONTINUITY').filter((line) => !line.includes('SEQUENCE')).length, 1);
    assert.match(playlist, /DISCONTINUITY-SEQUENCE:1\n/);
    assert.equal(packager.head(2)?.toString(), 'head 2');
  });
});

describe('a held request', () => {
  it('is answered with the very part that it waits for', async () => {
    const packager = begun();
    second(packager, 'a');
    let answered = false;
    const waiting = packager.untilListed('preview', 100, 6, PATIENCE).then(() => {
      answered = true;
    });
    packager.add(fragment('a5'));
    await new Promise(setImmediate);
    assert.ok(!answered && packager.held === 1, 'the one before is not enough');
    packager.add(fragment('a6'));
    await waiting;
    assert.ok(partsOf(text(packager)).includes('p100.6.m4s'));
  });

  it('without a part waits for the whole segment', async () => {
    const packager = begun();
    second(packager, 'a');
    const waiting = packager.untilListed('preview', 100, undefined, PATIENCE);
    assert.equal(packager.held, 1);
    second(packager, 'b');
    await waiting;
    assert.ok(segmentsOf(text(packager)).includes('s100.m4s'));
  });

  it('for a part that its segment ended without is let go, with nothing', async () => {
    const packager = begun();
    second(packager, 'a');
    const waiting = packager.untilPart('preview', 100, 5, PATIENCE);
    second(packager, 'b');
    assert.equal(await waiting, undefined);
  });

  it('is not held for what is far away', async () => {
    const packager = begun();
    second(packager, 'a');
    assert.equal(await packager.untilListed('preview', 103, 0, PATIENCE), 'tooFar');
    assert.equal(await packager.untilPart('preview', 103, 0, PATIENCE), undefined);
    assert.equal(packager.held, 0);
  });

  it('ends when its time is up, and when the picture has ended', async () => {
    const packager = begun();
    second(packager, 'a');
    await packager.untilListed('preview', 100, 9, 1);
    const waiting = packager.untilListed('preview', 100, 9, PATIENCE);
    packager.end();
    await waiting;
    assert.match(text(packager), /ENDLIST/);
    assert.equal(hintOf(text(packager)), undefined);
  });
});

describe('on air', () => {
  it('viewers see what began after it, the organiser sees all', () => {
    const packager = begun();
    second(packager, 'a');
    packager.goOnAir();
    second(packager, 'b');
    assert.deepEqual(partsOf(text(packager, 'viewer'))[0], 'p101.0.m4s');
    assert.equal(packager.part('viewer', 100, 0), undefined);
    assert.equal(packager.segment('viewer', 100), undefined);
    assert.equal(packager.segment('preview', 100)?.toString(), 'a0a1a2a3a4');
  });

  it('and off air again they see nothing, nor afterwards what was in between', () => {
    const packager = begun();
    packager.goOnAir();
    second(packager, 'a');
    packager.goOffAir();
    second(packager, 'b');
    assert.equal(text(packager, 'viewer'), '');
    assert.equal(packager.segment('viewer', 100), undefined);
    packager.goOnAir();
    second(packager, 'c');
    assert.equal(partsOf(text(packager, 'viewer'))[0], 'p102.0.m4s');
    assert.equal(packager.segment('viewer', 101), undefined);
  });

  it('tells each segment once, and which of them were on air', () => {
    const told: Array<[number, boolean]> = [];
    const packager: Packager = begun({ onSegment: (segment) => told.push([segment.number, packager.isOnAir(segment)]) });
    second(packager, 'a');
    packager.goOnAir();
    second(packager, 'b');
    packager.goOffAir();
    second(packager, 'c');
    packager.end();
    assert.deepEqual(told, [
      [100, false],
      [101, true],
      [102, false],
    ]);
  });
});
