/** What is read once for many is never older than the moment at which any of them asked. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { sharedRead } from '../../api/shared-read.ts';

/** Reads that end when the test says so, each with what was true when it began. */
function reads() {
  let truth = 0;
  const open: Array<{ end: () => void; fail: () => void }> = [];
  const read = () =>
    new Promise<number>((resolve, reject) => {
      const seen = truth;
      open.push({ end: () => resolve(seen), fail: () => reject(new Error('away')) });
    });
  return { read, open, change: () => (truth += 1) };
}
const settled = () => new Promise((resolve) => setImmediate(resolve));

describe('a shared read', () => {
  it('is one for all who come while another is under way, and begins after all of them have asked', async () => {
    const { read, open, change } = reads();
    const ask = sharedRead(read);
    const first = ask();
    change();
    const late = [ask(), ask(), ask()];
    assert.equal(open.length, 1);
    open[0]!.end();
    assert.equal(await first, 0);
    await settled();
    assert.equal(open.length, 2, 'one more for three');
    open[1]!.end();
    assert.deepEqual(await Promise.all(late), [1, 1, 1]);
    change();
    const alone = ask();
    open[2]!.end();
    assert.equal(await alone, 2);
  });

  it('would answer from before, were it one that is joined at any time', async () => {
    const { read, open, change } = reads();
    let running: Promise<number> | undefined;
    const joined = () => (running ??= read());
    const first = joined();
    change();
    const late = joined();
    open[0]!.end();
    assert.deepEqual([await first, await late], [0, 0], 'old news for who came late');
  });

  it('fails for those who share it alone', async () => {
    const { read, open } = reads();
    const ask = sharedRead(read);
    const first = ask();
    const second = ask();
    open[0]!.fail();
    await assert.rejects(first, /away/);
    await settled();
    open[1]!.end();
    assert.equal(await second, 0);
  });
});
