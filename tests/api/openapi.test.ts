/** The description is whole, says what is served, and the pages' types are made of it. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, before, describe, it } from 'node:test';
import { openApiDocument } from '../../api/openapi.ts';
import { allRoutes } from '../../api/routes/index.ts';
import { clientTypes, schemaFile } from '../../frontend/generate-client.ts';
import { type House, openHouse } from './house.ts';

let house: House;
before(async () => {
  house = await openHouse();
});
after(() => house.close());

type Schema = { $ref?: string; type?: string };
type Content = Record<string, { schema: Schema }>;
type Operation = {
  summary?: string;
  tags?: string[];
  security?: object[];
  parameters?: Array<{ in: string; name: string; required?: boolean; schema: Schema }>;
  requestBody?: { required: boolean; content: Content };
  responses: Record<string, { description: string; content?: Content }>;
};
const document = openApiDocument() as unknown as {
  openapi: string;
  info: { title: string; version: string };
  paths: Record<string, Record<string, Operation>>;
  components: { schemas: Record<string, object>; securitySchemes: Record<string, object> };
};
const operations = Object.entries(document.paths).flatMap(([path, item]) =>
  Object.entries(item).map(([method, operation]) => ({ path, method, operation, name: `${method} ${path}` })),
);

describe('the description', () => {
  it('is OpenAPI 3.1 with a title and a version', () => {
    assert.match(document.openapi, /^3\.1\.\d+$/);
    assert.ok(document.info.title && document.info.version);
    assert.deepEqual(
      Object.keys(document.paths).filter((path) => !path.startsWith('/api/')),
      [],
    );
  });

  for (const { path, operation, name } of operations)
    it(`says of ${name} what it takes and every way it answers`, () => {
      assert.ok(operation.summary && operation.tags?.length);
      const statuses = Object.keys(operation.responses);
      const good = statuses.filter((status) => /^2\d\d$/.test(status));
      // What may have to wait says so besides.
      assert.equal(good.filter((status, _, all) => all.length === 1 || status !== '202').length, 1);
      for (const status of good) assert.ok(Object.keys(operation.responses[status]!.content ?? {}).length > 0);
      for (const status of statuses.filter((status) => !good.includes(status))) {
        assert.match(status, /^[45]\d\d$/);
        assert.equal(
          operation.responses[status]!.content?.['application/json']?.schema.$ref,
          '#/components/schemas/Problem',
          status,
        );
        assert.ok(operation.responses[status]!.description);
      }
      for (const always of ['400', '401', '429', '500', '503']) assert.ok(statuses.includes(always), always);
      const inPath = (operation.parameters ?? []).filter((parameter) => parameter.in === 'path');
      assert.deepEqual(
        inPath.map((parameter) => parameter.name).sort(),
        [...path.matchAll(/\{(\w+)\}/g)].map((match) => match[1]).sort(),
      );
      for (const parameter of inPath) assert.equal(parameter.required, true);
      if (operation.requestBody) assert.ok(operation.requestBody.content['application/json']?.schema);
      for (const scheme of (operation.security ?? []).flatMap(Object.keys))
        assert.ok(scheme in document.components.securitySchemes, scheme);
    });

  it('refers to nothing that is not there, and describes nothing that nobody uses', () => {
    const text = JSON.stringify(document);
    const references = [...text.matchAll(/"\$ref":"([^"]+)"/g)].map((match) => match[1]!);
    assert.ok(references.length > 0);
    for (const reference of references) {
      const found = reference
        .replace('#/', '')
        .split('/')
        .reduce<unknown>((at, key) => (at as Record<string, unknown> | undefined)?.[key], document);
      assert.ok(found, reference);
    }
    for (const name of Object.keys(document.components.schemas))
      assert.ok(references.includes(`#/components/schemas/${name}`), name);
  });

  it('is of exactly the routes that are served', async () => {
    const routes = allRoutes({} as never).map(({ method, path }) => `${method} /api${path}`);
    assert.equal(new Set(routes).size, routes.length, 'no route stands twice');
    assert.deepEqual(operations.map(({ name }) => name).sort(), routes.sort());
    for (const { path, method } of operations) {
      const response = await house.call(path.replaceAll(/\{\w+\}/g, 'x'), { method: method.toUpperCase(), token: 'x' });
      assert.equal(response.status, 401, `${method} ${path} is served: it looks at the session`);
    }
    assert.equal((await house.call('/api/undescribed', { token: 'x' })).status, 404, 'control');
  });

  it('is served as JSON, with a page to browse it', async () => {
    const response = await house.call('/api/openapi.json');
    assert.match(response.headers.get('content-type') ?? '', /^application\/json/);
    assert.deepEqual(await response.json(), JSON.parse(JSON.stringify(document)));
    const page = await (await house.call('/api/docs')).text();
    const assets = [...page.matchAll(/(?:src|href)="(\/[^"]+)"/g)].map((match) => match[1]!);
    assert.ok(assets.length >= 3);
    for (const asset of assets) assert.equal((await house.call(asset)).status, 200, asset);
    assert.doesNotMatch(page, /https?:\/\//, 'nothing comes from elsewhere');
  });
});

describe("the pages' types", () => {
  it('are exactly what the description gives', { timeout: 60_000 }, async () => {
    assert.equal(readFileSync(schemaFile, 'utf8'), await clientTypes(), 'run node frontend/generate-client.ts');
  });
});
