/** Documents say what is there: links, anchors, commands, files, processes; and both READMEs say the same. */
import assert from 'node:assert/strict';
import { existsSync, globSync, readFileSync, statSync } from 'node:fs';
import { describe, it } from 'node:test';
import { attentionKinds } from './attention-kinds.ts';
import { anchorsOf, commandsOf, documents, filesOf, headingsOf, type Link, linksOf, scriptsOf } from './markdown.ts';

const read = (file: string) => readFileSync(file, 'utf8');
const { scripts } = JSON.parse(read('package.json')) as { scripts: Record<string, string> };
/** All sources of these folders, one after another. */
const sourcesOf = (...folders: string[]) =>
  folders
    .flatMap((folder) => globSync(`${folder}/**/*.ts`))
    .map(read)
    .join('\n');
const bare = ['start', 'test', 'ci'];

const isBroken = ({ path, anchor }: Link): boolean =>
  !existsSync(path) || (anchor !== undefined && !anchorsOf(read(path)).includes(anchor));
const told = ({ from, path, anchor }: Link) => `${from} → ${path}${anchor ? `#${anchor}` : ''}`;

describe('every document', () => {
  it('is there', () => {
    for (const file of ['README.md', 'README.ru.md', 'CONTRIBUTING.md', 'SECURITY.md', 'UPGRADING.md', 'CHANGELOG.md'])
      assert.ok(documents().includes(file), file);
    for (const file of ['Project', 'Diary', 'runbook']) assert.ok(documents().includes(`docs/${file}.md`), file);
  });
  it('links to what exists, down to the heading', () => {
    const links = documents().flatMap((file) => linksOf(file));
    assert.ok(links.length > 60);
    assert.deepEqual(links.filter(isBroken).map(told), []);
  });
  it('names scripts that package.json has', () => {
    for (const file of documents())
      for (const script of scriptsOf(read(file))) assert.ok(script in scripts, `${file}: npm run ${script}`);
  });
  it('names files that exist', () => {
    // A history of decisions names what was there then.
    for (const file of documents().filter((name) => !['docs/Diary.md', 'CHANGELOG.md'].includes(name)))
      for (const named of filesOf(read(file)).filter((name) => /^(?:[a-z]+\/)/.test(name) && existsSync(name.split('/')[0]!)))
        assert.ok(existsSync(named), `${file}: ${named}`);
  });
  it('control: a link, an anchor, a script and a file that are not there are found', () => {
    const text =
      '## A part\n[a](docs/nowhere.md) [b](#another-part) [c](#a-part) `npm run nothing` and `api/nobody.ts`, `[x](y)`';
    const links = linksOf('README.md', text);
    assert.deepEqual(links.map(told), [
      'README.md → docs/nowhere.md',
      'README.md → README.md#another-part',
      'README.md → README.md#a-part',
    ]);
    assert.equal(isBroken(links[0]!), true);
    assert.deepEqual(
      [anchorsOf(text), scriptsOf(text), filesOf(text)],
      [['a-part'], ['nothing'], ['docs/nowhere.md', 'api/nobody.ts']],
    );
    assert.equal(isBroken({ from: '', path: 'README.md', anchor: 'no-such-heading' }), true);
    assert.deepEqual(anchorsOf('## When it is stuck: «what», by its name'), ['when-it-is-stuck-what-by-its-name']);
  });
  it('has no path of a machine', () => {
    for (const file of documents()) assert.doesNotMatch(read(file), /\/(home|root|work|Users)\/\w/, file);
  });
});

describe('the two READMEs', () => {
  const [en, ru] = [read('README.md'), read('README.ru.md')];
  const variables = (text: string) => [...text.matchAll(/`([A-Z][A-Z_]{3,})`/g)].map(([, name]) => name!);
  it('have the same parts, commands, links, variables and pictures, in the same order', () => {
    assert.deepEqual(headingsOf(ru), headingsOf(en));
    assert.deepEqual(commandsOf(ru), commandsOf(en));
    assert.deepEqual(variables(ru), variables(en));
    const targets = (file: string) => linksOf(file).map(({ path }) => path.replace('README.ru.md', 'README.md'));
    const inRussian = targets('README.ru.md').map((path) => path.replace('docs/pictures/ru/', 'docs/pictures/en/'));
    assert.deepEqual(inRussian, targets('README.md'));
  });
  it('show pictures in their own language, all that were made and none too heavy', () => {
    for (const [file, language] of [
      ['README.md', 'en'],
      ['README.ru.md', 'ru'],
    ] as const) {
      const shown = linksOf(file)
        .map(({ path }) => path)
        .filter((path) => path.startsWith('docs/pictures/'));
      assert.deepEqual(shown.toSorted(), globSync(`docs/pictures/${language}/*`).toSorted());
      assert.equal(shown.length, 9);
      for (const path of shown) assert.ok(statSync(path).size < 150_000, path);
    }
  });
  it('claim five things, each with a test of its own', () => {
    for (const text of [en, ru]) {
      const claims = [...text.matchAll(/^\d\. \*\*.+\*\*.*$/gm)].map(([line]) => line);
      assert.equal(claims.length, 5);
      for (const claim of claims) {
        const tests = linksOf('README.md', claim).map(({ path }) => path);
        assert.ok(tests.length > 0 && tests.every((path) => /^tests\/.+\.test\.ts$/.test(path) && existsSync(path)), claim);
      }
    }
  });
  it('begin with one sentence, and commands that exist', () => {
    for (const text of [en, ru])
      for (const command of commandsOf(text))
        assert.ok([...bare, ...Object.keys(scripts)].includes(command.split(' ').at(-1)!), command);
    assert.match(en, /^# Rampa\n\n[^\n]+\n\n\|/);
    assert.match(ru, /^# Рампа\n\n[^\n]+\n\n\|/);
  });
});

describe('docs/Project.md', () => {
  it('names ten files in reading order, and all of them are there', () => {
    const part = /## Ten files in reading order\n([\s\S]*?)\n## /.exec(read('docs/Project.md'))?.[1] ?? '';
    const files = [...part.matchAll(/^\d+\. `(\S+)`/gm)].map(([, file]) => file!);
    assert.equal(files.length, 10);
    assert.deepEqual(
      files.filter((file) => !existsSync(file)),
      [],
    );
  });
});

describe('every process', () => {
  const names = [...read('workflows/index.ts').matchAll(/^export \{ (.+) \} from/gm)].flatMap(([, list]) => list!.split(', '));
  const missing = (text: string, form: (name: string) => string) => names.filter((name) => !text.includes(form(name)));
  const inTable = (name: string) => `| \`${name}\` | \``;
  it('stands in the table of docs/Project.md and has its part in docs/runbook.md', () => {
    assert.ok(names.length >= 10);
    assert.deepEqual(missing(read('docs/Project.md'), inTable), []);
    const headings = [...read('docs/runbook.md').matchAll(/^### .+$/gm)].map(([heading]) => heading).join('\n');
    assert.deepEqual(
      missing(headings, (name) => `\`${name}\``),
      [],
    );
  });
  it('control: one that is left out is found', () => {
    const without = read('docs/Project.md').replaceAll(inTable('refundDesk'), '| nobody | `');
    assert.deepEqual(missing(without, inTable), ['refundDesk']);
  });
  it('waits by steps that exist', () => {
    const steps = new Set(
      [...read('docs/runbook.md').matchAll(/ending `(\w+)`(?: or `(\w+)`)?/g)].flatMap(([, ...some]) => some.filter(Boolean)),
    );
    assert.ok(steps.size > 4);
    const workflows = sourcesOf('workflows');
    for (const step of steps) assert.match(workflows, new RegExp(`\\.${step}[.(]`), step);
  });
});

describe('the runbook', () => {
  it('has a line for everything that can wait for a person', () => {
    const text = read('docs/runbook.md');
    assert.ok(attentionKinds().length >= 7);
    for (const kind of attentionKinds()) assert.ok(text.includes(`| \`${kind}\` |`), kind);
  });
  it('has a line for every secret of the data folder', () => {
    const sources = sourcesOf('api', 'workers');
    const secrets = [...sources.matchAll(/data\.secret\('([\w-]+)'\)/g)].map(([, name]) => name!);
    assert.ok(secrets.length > 4);
    // Telegram is told this one at each start.
    for (const name of secrets.filter((one) => one !== 'telegram-webhook'))
      assert.ok(read('docs/runbook.md').includes(name), name);
  });
});

describe('patches', () => {
  it('that workflows still make stand in UPGRADING.md', () => {
    const names = [...sourcesOf('workflows').matchAll(/patched\('([\w-]+)'\)/g)].map(([, name]) => name!);
    assert.ok(names.includes('whole-order'));
    for (const name of new Set(names)) assert.ok(read('UPGRADING.md').includes(`| \`${name}\` |`), name);
  });
});
