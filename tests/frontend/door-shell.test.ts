/** The door's page kept for a night without a network, and the words on it. */
import assert from 'node:assert/strict';
import { readdir, readFile } from 'node:fs/promises';
import { test } from 'node:test';
import { createShell, type Shelves } from '../../frontend/logic/door/shell.ts';
import { doorEn } from '../../frontend/words/door-en.ts';
import { doorRu } from '../../frontend/words/door-ru.ts';

const origin = 'https://rampa.example';
const files = ['/index.html', '/favicon.svg', '/assets/door-1.js'];
const page = (text: string, init: ResponseInit = {}) => new Response(text, { headers: { 'content-type': 'text/html' }, ...init });
const navigation = (path: string) => ({ method: 'GET', mode: 'navigate', url: `${origin}${path}` });
const file = (path: string) => ({ method: 'GET', mode: 'cors', url: `${origin}${path}` });

function shelvesOf(names: string[] = []): Shelves & { names: string[] } {
  const shelves = new Map<string, Map<string, Response>>(names.map((name) => [name, new Map()]));
  const shelfOf = (name: string) => {
    const shelf = shelves.get(name) ?? new Map<string, Response>();
    shelves.set(name, shelf);
    return shelf;
  };
  return {
    get names() {
      return [...shelves.keys()];
    },
    open: async (name) => ({
      match: async (address) => shelfOf(name).get(address)?.clone(),
      addAll: async (asked) => {
        for (const { url } of asked) shelfOf(name).set(new URL(url).pathname, page(`kept ${new URL(url).pathname}`));
      },
    }),
    keys: async () => [...shelves.keys()],
    delete: async (name) => shelves.delete(name),
    match: async (address) =>
      [...shelves.values()]
        .find((shelf) => shelf.has(address))
        ?.get(address)
        ?.clone(),
  };
}

type Given = { fetch?: () => Promise<Response>; shelves?: Shelves; slow?: boolean };
async function shellOf({ fetch = async () => page('fresh'), shelves = shelvesOf(), slow = false }: Given = {}) {
  const after = () => (slow ? Promise.resolve() : new Promise<void>(() => {}));
  const shell = createShell({ origin, version: 'one', files, shelves, fetch, after });
  await shell.install();
  return { shell, textOf: async (asked: ReturnType<typeof file>) => (await shell.answer(asked))?.text() };
}

test('the page comes from the house; from what is kept when the house is silent, slow or broken', async () => {
  const door = navigation('/door/rampa/1');
  const kept = 'kept /index.html';
  assert.equal(await (await shellOf()).textOf(door), 'fresh');
  assert.equal(await (await shellOf({ fetch: () => Promise.reject(new TypeError('Failed to fetch')) })).textOf(door), kept);
  assert.equal(await (await shellOf({ fetch: () => new Promise(() => {}), slow: true })).textOf(door), kept);
  assert.equal(await (await shellOf({ fetch: async () => page('<h1>Bad Gateway</h1>', { status: 502 }) })).textOf(door), kept);
  assert.equal(await (await shellOf({ fetch: async () => Response.json({ error: 'Busy' }) })).textOf(door), kept);
});

test('files of the page come from what is kept, files of another build from the house', async () => {
  const { textOf } = await shellOf();
  assert.equal(await textOf(file('/assets/door-1.js')), 'kept /assets/door-1.js');
  assert.equal(await textOf(file('/assets/door-2.js')), 'fresh');
});

test('the API, other pages, other houses and anything that changes something go their usual way', async () => {
  const { shell } = await shellOf();
  for (const asked of [
    file('/api/organiser/rampa/shows/1/door'),
    { ...file('/api/organiser/rampa/shows/1/check-ins'), method: 'POST' },
    navigation('/'),
    navigation('/orders/1'),
    { ...file('/assets/door-1.js'), url: 'https://elsewhere.example/assets/door-1.js' },
  ])
    assert.equal(shell.answer(asked), undefined, asked.url);
});

test('a new build keeps itself and the one before, and touches nobody else’s shelves', async () => {
  const shelves = shelvesOf(['rampa-door-older', 'somebody-else', 'rampa-door-before']);
  const { shell } = await shellOf({ shelves });
  await shell.activate();
  assert.deepEqual(shelves.names, ['somebody-else', 'rampa-door-before', 'rampa-door-one']);
});

type Tree = { [key: string]: string | Tree };
const leaves = (tree: Tree, path = ''): [path: string, text: string][] =>
  Object.entries(tree).flatMap(([key, value]) =>
    typeof value === 'string' ? [[`${path}${key}`, value]] : leaves(value, `${path}${key}.`),
  );

test('the door says the same in both languages, and counts in each by its own rule', () => {
  const english = new Map(leaves(doorEn));
  const russian = leaves(doorRu);
  assert.deepEqual(
    [...english.keys()],
    russian.map(([path]) => path),
  );
  const values = (text: string) => [...new Set(text.match(/\{\w+\}/g))].sort();
  for (const [path, text] of russian) {
    assert.deepEqual(values(english.get(path)!), values(text), path);
    const forms = text.split(' | ').length;
    assert.ok(forms === 1 || forms === 3, path);
    assert.equal(english.get(path)!.split(' | ').length, forms === 1 ? 1 : 2, path);
  }
});

test('no word of the door is there for nothing', async () => {
  const folders = ['components/door', 'pages/door', 'composables'].map(
    (path) => new URL(`../../frontend/${path}/`, import.meta.url),
  );
  const sources = await Promise.all(
    folders.map(async (folder) =>
      Promise.all(
        (await readdir(folder)).filter((name) => /door/.test(name)).map((name) => readFile(new URL(name, folder), 'utf8')),
      ),
    ),
  );
  const code = sources.flat().join('\n');
  // Those whose key is put together: d(`say.${verdict}`) and its like.
  const built = /^(say|how|status|camera)\.|How$/;
  for (const [path] of leaves(doorRu)) assert.ok(built.test(path) || code.includes(`'${path}'`), path);
});
