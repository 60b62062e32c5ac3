/** The run of all tests says what is wrong: a failure by name and error, a file without tests, one that breaks, what is left out. */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, describe, it } from 'node:test';
import { temporaryFolder } from '../support/servers.ts';
import { STRANDED } from '../support/stranded.ts';

const program = join(import.meta.dirname, '../run.ts');
const folders: string[] = [];
after(() => {
  for (const folder of folders) rmSync(folder, { recursive: true });
});

/** A checkout that has nothing but these test files. */
function runOf(files: Record<string, string>, ...names: string[]): { status: number | null; said: string } {
  const { path } = temporaryFolder('run');
  folders.push(path);
  for (const [file, text] of Object.entries(files)) {
    mkdirSync(join(path, 'tests', file, '..'), { recursive: true });
    writeFileSync(join(path, 'tests', file), `import { describe, test } from 'node:test';\n${text}`);
  }
  writeFileSync(join(path, 'package.json'), '{"type":"module"}');
  const { NODE_TEST_CONTEXT: _, ...env } = process.env;
  const { status, stdout, stderr } = spawnSync(process.execPath, [program, ...names], { cwd: path, env, encoding: 'utf8' });
  return { status, said: stdout + stderr };
}

const good = `describe('sums', () => { test('one', () => {}); test('two', () => {}); });`;

describe('the run of all tests', () => {
  it('counts what passed in its last line, and tells each file and family', () => {
    const { status, said } = runOf({ 'a/one.test.ts': good, 'a/two.test.ts': good, 'b/three.test.ts': good }, 'test.ts');
    assert.equal(status, 0, said);
    assert.match(said, /✓ a\/one\.test\.ts {2}2 passed \(/);
    assert.match(said, /✓ a {2}2 files, 4 passed \(/);
    assert.match(said, /\n6 passed, 0 failed\n$/);
  });

  it('names a test that failed, with its error and what the file wrote', () => {
    const bad = `describe('sums', () => { test('adds', () => { console.log('a trace'); throw new Error('it is five'); }); });`;
    const { status, said } = runOf({ 'a/one.test.ts': good, 'a/two.test.ts': bad }, 'test.ts');
    assert.equal(status, 1);
    assert.match(said, /✗ tests\/a\/two\.test\.ts › adds\n +Error: it is five/);
    assert.match(said, /written by the file:\n +a trace/);
    assert.match(said, /✗ a {2}2 files, 2 passed, 1 failed/);
    assert.match(said, /\n2 passed, 1 failed\n$/);
  });

  it('says what is behind an error, to the last', () => {
    const wrapped = `test('adds', () => { throw new Error('it failed', { cause: new Error('for this', { cause: 'and that' }) }); });`;
    const { said } = runOf({ 'a/one.test.ts': wrapped }, 'test.ts');
    assert.match(said, /Error: it failed\n[\s\S]*because of Error: for this\n[\s\S]*because of and that\n/);
  });

  it('fails for a file without tests, and for one that breaks before its tests or after them', () => {
    const { status, said } = runOf(
      {
        'a/empty.test.ts': '',
        'a/hollow.test.ts': `describe('nothing', () => {});`,
        'a/broken.test.ts': `throw new Error('no such thing');`,
        'a/late.test.ts': `${good}\nsetTimeout(() => process.exit(3), 50);\ntest('waits', () => new Promise(() => setInterval(() => {}, 1000)));`,
      },
      'test.ts',
    );
    assert.equal(status, 1);
    for (const file of ['empty', 'hollow'])
      assert.match(said, new RegExp(`✗ tests/a/${file}\\.test\\.ts › .*\\n +There is no test`));
    for (const file of ['broken', 'late']) assert.match(said, new RegExp(`✗ tests/a/${file}\\.test\\.ts › `));
    assert.match(said, /, 4 failed\n$/);
  });

  it('runs a file once more whose server was lost, says so, and counts the last time alone', () => {
    // Each time it runs it finds one mark more.
    const marks = `import { appendFileSync, readFileSync } from 'node:fs';
      appendFileSync('marks', 'x'); const runs = readFileSync('marks', 'utf8').length;`;
    const lost = `console.error(${JSON.stringify(STRANDED)}); process.exit(1);`;
    const others = `test('one', () => {}); test('flies', { skip: 'no wings' }, () => {});`;
    const once = runOf({ 'a/one.test.ts': `${marks}\n${others} test('two', () => { if (runs < 2) { ${lost} } });` }, 'test.ts');
    assert.equal(once.status, 0, once.said);
    assert.match(once.said, /↻ a\/one\.test\.ts {2}once more: The server whose clock jumps/);
    assert.match(once.said, /\n2 passed, 0 failed, 1 skipped\n$/);
    const always = runOf({ 'a/one.test.ts': `${marks}\ntest('two', () => { ${lost} });` }, 'test.ts');
    assert.equal(always.status, 1);
    assert.equal(always.said.match(/once more/g)?.length, 2);
    const other = runOf({ 'a/one.test.ts': `${marks}\ntest('two', () => { if (runs < 2) process.exit(1); });` }, 'test.ts');
    assert.equal(other.status, 1, 'whatever else goes wrong fails at once');
  });

  it('names what was left out, and a name that nothing has is a failure', () => {
    const files = { 'a/one.test.ts': `${good}\ntest('flies', { skip: 'no wings' }, () => {});` };
    const { said } = runOf(files, 'test.ts');
    assert.match(said, /- tests\/a\/one\.test\.ts › flies: no wings\n/);
    assert.match(said, /\n2 passed, 0 failed, 1 skipped\n$/);
    const none = runOf(files, 'misspelt');
    assert.equal(none.status, 1);
    assert.match(none.said, /Nothing ran/);
  });
});
