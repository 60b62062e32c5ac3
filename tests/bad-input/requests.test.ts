/** Each route of the description is sent good shapes with odd values and bad ones of every kind: never a fault of ours, nothing done for what is refused. */
import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { after, before, describe, it } from 'node:test';
import express from 'express';
import * as fc from 'fast-check';
import { errorHandler, statusOf } from '../../api/errors.ts';
import { Problem } from '../../api/schemas/common.ts';
import type { ErrorCode } from '../../domain/errors.ts';
import { anna, mine } from '../database/two-theatres.ts';
import { type HouseOfRows, idIn, openHouseOfRows, things, worker } from '../support/house-of-rows.ts';
import { type Operation, operations } from '../support/operations.ts';
import { arbitraryOf, goodBody, hostile, mutated, placesOf, put } from './arbitraries.ts';
import { seed, tellSeed } from './seed.ts';

/** Of each route; all of them see real rows through real queries. */
const runs = 40;

let rows: HouseOfRows;
let callers: Record<'nobody' | 'buyer' | 'owner', string | undefined>;
before(async () => {
  tellSeed();
  rows = await openHouseOfRows();
  callers = { nobody: undefined, buyer: await rows.sessionOf(anna), owner: await rows.sessionOf(worker(mine, 'owner')) };
});
after(() => rows.close());

type Sent = {
  address: string;
  caller: keyof typeof callers;
  body: string | Uint8Array | undefined;
  headers: Record<string, string>;
};

/** Ids of things that are there, so that what lies behind the first look-up is reached too. */
const known = [
  ...['show', 'production', 'type', 'account'].map((kind) => idIn(mine, kind)),
  ...['order', 'ticket', 'attention', 'payment', 'refund'].map((kind) => idIn(mine, kind, anna)),
  ...[mine, worker(mine, 'door'), 'OPEN', `open-${mine.slice(0, 8)}`],
];
/** As a path may carry it: percent-encoded, and sometimes as no encoder would. */
const encoded = (value: unknown): string => {
  const text = typeof value === 'string' ? value.slice(0, 2000) : JSON.stringify(value).slice(0, 2000);
  return text.isWellFormed() ? encodeURIComponent(text) : `%ED%A0%80${encodeURIComponent(text.toWellFormed())}`;
};
const rough = fc.constantFrom('%00', '%2e%2e', '%2F', '%', '%E0%A4%A', '%ff', '%C0%AF', '*', '..;', '%0d%0aX:1', '%25%30%30');

function requestsTo({ path, inPath, inQuery, body, method, access }: Operation): fc.Arbitrary<Sent> {
  const part = (name: string, before: string) => {
    const valid = arbitraryOf(inPath.find((parameter) => parameter.name === name)!.schema).map(encoded);
    return fc.oneof(
      { weight: name === 'org' ? 30 : 12, arbitrary: fc.constant(things[before]!(mine)) },
      { weight: 1, arbitrary: fc.constantFrom(...known) },
      { weight: 1, arbitrary: valid },
      { weight: 1, arbitrary: hostile.map(encoded) },
      { weight: 1, arbitrary: rough },
    );
  };
  const pieces = path.split('/');
  const parts = pieces.map((piece, at) => {
    const name = /\{(\w+)\}/.exec(piece)?.[1];
    return name ? part(name, pieces[at - 1]!).map((text) => piece.replace(/\{\w+\}/, () => text)) : fc.constant(piece);
  });
  const address = fc.tuple(...parts).map((chosen) => chosen.join('/'));
  const asked = inQuery.map(({ name, schema }) =>
    fc
      .option(fc.oneof(arbitraryOf(schema).map(encoded), fc.constantFrom(...known), hostile.map(encoded), rough), {
        nil: undefined,
      })
      .map((value) => (value === undefined ? [] : [`${name}=${value}`])),
  );
  const query = fc
    .tuple(fc.tuple(...asked), fc.constantFrom([], [], [], ['x=1'], ['token=a', 'token=b'], ['token[a]=1'], ['__proto__[a]=1']))
    .map(([own, more]) => [...own.flat(), ...more].join('&'));
  const good = body ? arbitraryOf(body) : fc.constant({});
  const json = fc
    .oneof({ weight: 3, arbitrary: good }, { weight: 5, arbitrary: mutated(good) }, { weight: 1, arbitrary: hostile })
    .map((value) => JSON.stringify(value) ?? '');
  const broken = json.chain((text) => fc.nat().map((at) => text.slice(0, at % (text.length + 1))));
  const bytes = fc.uint8Array({ maxLength: 60 });
  const type = 'application/json';
  const payload: fc.Arbitrary<Pick<Sent, 'body' | 'headers'>> =
    method === 'GET'
      ? fc.constant({ body: undefined, headers: {} })
      : fc.oneof(
          { weight: 12, arbitrary: json.map((text) => ({ body: text, headers: { 'content-type': type } })) },
          { weight: 1, arbitrary: broken.map((text) => ({ body: text, headers: { 'content-type': type } })) },
          { weight: 1, arbitrary: bytes.map((text) => ({ body: text, headers: { 'content-type': type } })) },
          {
            weight: 1,
            arbitrary: fc
              .tuple(
                json,
                fc.constantFrom(
                  'text/plain',
                  'application/x-www-form-urlencoded',
                  'multipart/form-data; boundary=x',
                  'application/json; charset=klingon',
                  'application/xml',
                  ';',
                ),
              )
              .map(([text, other]) => ({ body: text, headers: { 'content-type': other } })),
          },
          {
            weight: 1,
            arbitrary: bytes.map((text) => ({ body: text, headers: { 'content-type': type, 'content-encoding': 'gzip' } })),
          },
        );
  const headers = fc.constantFrom<Record<string, string>>(
    {},
    {},
    {},
    { 'accept-language': 'x'.repeat(300) },
    { 'x-rampa-device': '%00' },
    { 'accept-language': 'en;q=NaN, __proto__' },
    { 'x-forwarded-for': '::ffff:1.2.3.4, unknown' },
  );
  // Mostly whoever is let in: behind the door there is more to break.
  const usual = access.kind === 'member' ? 'owner' : 'buyer';
  const caller = fc.constantFrom<keyof typeof callers>(usual, usual, usual, 'owner', 'buyer', 'nobody');
  return fc
    .record({ address, query, payload, headers, caller })
    .map(({ address: at, query: of, payload: carried, headers: more, caller: who }) => ({
      ...{ address: of === '' ? at : `${at}?${of}`, caller: who, body: carried.body },
      headers: { ...more, ...carried.headers },
    }));
}

/** What tells too much: lines of a stack, files, the database's own words. */
const tellsTooMuch = /\bat [\w.<>]+ \(|node_modules|file:\/\/|\.ts:\d+|syntax error|relation "|violates|SELECT |sqlstate/i;

/** Sends it and looks at all that must hold of whatever comes back. */
async function look(
  url: string,
  method: string,
  sent: Sent,
  described: (status: number) => boolean,
  written: () => number,
): Promise<Response> {
  const before = written();
  const session = callers[sent.caller];
  const response = await fetch(url + sent.address, {
    method,
    headers: { ...sent.headers, ...(session ? { authorization: `Bearer ${session}` } : {}) },
    ...(sent.body === undefined ? {} : { body: sent.body as string }),
  });
  const text = await response.text();
  assert.ok(response.status < 500, `${response.status} ${text}`);
  if (response.status < 400) return response;
  assert.doesNotMatch(text, tellsTooMuch);
  const problem = Problem.strict().parse(JSON.parse(text));
  assert.equal(statusOf[problem.error as ErrorCode], response.status);
  // An address that express itself cannot take apart is that of no route.
  assert.ok(described(response.status) || [400, 404].includes(response.status), `${response.status} is not described`);
  assert.equal(written() - before, 0, `a refused request gave a command: ${text}`);
  return response;
}

describe('whatever is sent to', () => {
  for (const operation of operations) {
    it(`${operation.name} is answered`, async () => {
      await fc.assert(
        fc.asyncProperty(requestsTo(operation), async (sent) => {
          const { status } = await look(
            rows.house.url,
            operation.method,
            sent,
            (code) => String(code) in operation.responses,
            rows.written,
          );
          // Whoever signed out goes on.
          rows.house.validAfter.clear();
          const told = statuses[operation.name] ?? {};
          statuses[operation.name] = { ...told, [status]: (told[status] ?? 0) + 1 };
        }),
        { seed, numRuns: runs, endOnFailure: true },
      );
      assert.deepEqual(failures(), [], 'nothing was written down as a fault');
      assert.equal((Object.prototype as Record<string, unknown>)['admin'], undefined);
    });
  }
});

/** How often each was answered with what. */
const statuses: Record<string, Record<number, number>> = {};
it('went through the doors: most routes did something, and every one refused something it was asked', () => {
  const answered = (name: string, from: number, below: number) =>
    Object.entries(statuses[name] ?? {}).some(([status]) => Number(status) >= from && Number(status) < below);
  const never = operations.filter(({ name }) => !answered(name, 200, 300)).map(({ name }) => name);
  assert.ok(never.length <= operations.length / 4, `never: ${never.join(', ')}`);
  const pliant = operations.filter(({ name }) => !answered(name, 400, 500)).map(({ name }) => name);
  assert.deepEqual(pliant.toSorted(), ['GET /api/house', 'GET /api/shows'], 'only what takes nothing refuses nothing');
});

/** Texts that break what is careless: Postgres takes no NUL, UTF-8 no lone surrogate, a row no novel. */
const classics = ['\u0000', 'a\ud800', 'x'.repeat(5000)];
describe('one text that cannot be kept, where all else is good, in each place of', () => {
  for (const operation of operations) {
    const { method, path, inPath, inQuery, body, access } = operation;
    if (inPath.length + inQuery.length === 0 && !body) continue;
    it(`${method} ${path} is answered`, async () => {
      const caller = access.kind === 'member' ? 'owner' : 'buyer';
      const address = (replaced?: string, text = '') =>
        path.replaceAll(
          /\/([\w-]+)\/\{(\w+)\}/g,
          (_, before: string, name: string) => `/${before}/${name === replaced ? text : things[before]!(mine)}`,
        );
      const good = body && goodBody(operation);
      const headers: Record<string, string> = body ? { 'content-type': 'application/json' } : {};
      const send = async (at: string, value: unknown = good) => {
        rows.house.validAfter.clear();
        const sent: Sent = { address: at, caller, body: value === undefined ? undefined : JSON.stringify(value), headers };
        const before = rows.house.organiser.length;
        await look(rows.house.url, method, sent, (code) => String(code) in operation.responses, rows.written);
        for (const { command, asked } of rows.house.organiser.slice(before))
          assert.ok(keepable(asked), `${command} carries what no row can keep`);
      };
      for (const text of classics) {
        for (const { name } of inPath) await send(address(name, encoded(text)));
        for (const { name } of inQuery) await send(`${address()}?${name}=${encoded(text)}`);
        for (const place of placesOf(good).filter((way) => typeof at(good, way) === 'string'))
          await send(address(), put(good, place, text));
      }
      assert.deepEqual(failures(), []);
    });
  }
});
/** Whether Postgres can keep every text of it, in columns and in JSON: a process would try for ever. */
function keepable(asked: unknown): boolean {
  if (typeof asked === 'string') return asked.isWellFormed() && !asked.includes('\u0000');
  return asked === null || typeof asked !== 'object' || Object.values(asked).every(keepable);
}
const at = (value: unknown, way: Array<string | number>): unknown => way.reduce<any>((inner, key) => inner?.[key], value);

const failures = () => rows.house.log.splice(0).filter((line) => (JSON.parse(line) as { level: number }).level >= 50);

describe('control', () => {
  it('a text that no row can keep is known by its look', () => {
    for (const text of ['a\u0000', '\ud800', ['x', { y: '\udfff' }]]) assert.equal(keepable({ text }), false);
    assert.equal(keepable([null, 1, 'Анна 🎭', { at: new Date(0).toISOString() }]), true);
  });

  it('a route that throws, one that tells its stack, and one that acts before it refuses are found', async () => {
    let written = 0;
    const app = express();
    app.get('/throws', () => {
      throw new Error('relation "secrets" does not exist');
    });
    app.get(
      '/tells',
      (_req, res) =>
        void res.status(400).json({ error: 'InvalidRequest', message: new Error('x').stack, how: '', requestId: '' }),
    );
    app.get('/acts', (_req, res) => {
      written += 1;
      res.status(404).json({ error: 'NotFound', message: '', how: '', requestId: '' });
    });
    app.get('/odd', (_req, res) => void res.status(404).send('no'));
    app.get('/fine', (_req, res) => void res.status(404).json({ error: 'NotFound', message: '', how: '', requestId: '' }));
    app.use(errorHandler(() => {}));
    const server = createServer(app).listen(0, '127.0.0.1');
    await new Promise((resolve) => server.once('listening', resolve));
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const sent = (address: string): Sent => ({ address, caller: 'nobody', body: undefined, headers: {} });
    try {
      for (const address of ['/throws', '/tells', '/acts', '/odd'])
        await assert.rejects(
          look(
            url,
            'GET',
            sent(address),
            () => true,
            () => written,
          ),
          address,
        );
      await look(
        url,
        'GET',
        sent('/fine'),
        () => true,
        () => written,
      );
      await assert.rejects(
        look(
          url,
          'GET',
          sent('/unheard'),
          () => true,
          () => written,
        ),
        'express tells in HTML',
      );
    } finally {
      server.closeAllConnections();
      server.close();
    }
  });
});
