/** Every route says no in one shape, in the language of who asked, with a status that its description names. */
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { statusOf } from '../../api/errors.ts';
import { openApiDocument } from '../../api/openapi.ts';
import { allRoutes } from '../../api/routes/index.ts';
import { Problem } from '../../api/schemas/common.ts';
import { type ErrorCode, errors } from '../../domain/errors.ts';
import type { Language } from '../../domain/language.ts';
import { type House, openHouse } from './house.ts';

let house: House;
before(async () => {
  house = await openHouse();
});
after(() => house.close());

type Operation = { parameters?: Array<{ in: string }>; requestBody?: object; responses: Record<string, object> };
const operations = Object.entries(openApiDocument().paths ?? {}).flatMap(([path, item]) =>
  Object.entries(item as Record<string, Operation>).map(([method, operation]) => ({
    method,
    path,
    operation,
    name: `${method.toUpperCase()} ${path}`,
  })),
);

async function problemOf(response: Response, language: Language): Promise<ErrorCode> {
  assert.match(response.headers.get('content-type') ?? '', /^application\/json/);
  const problem = Problem.strict().parse(await response.json());
  const code = problem.error as ErrorCode;
  assert.deepEqual({ message: problem.message, how: problem.how }, errors[code][language]);
  assert.equal(response.status, statusOf[code]);
  assert.equal(problem.requestId, response.headers.get('x-request-id'));
  return code;
}

for (const { method, path, operation, name } of operations)
  describe(name, () => {
    const hasBody = operation.requestBody !== undefined;
    const send = (address: string, language: Language, body: unknown, token?: string) =>
      house.call(address, {
        method: method.toUpperCase(),
        headers: { 'accept-language': language, ...(hasBody ? { 'content-type': 'application/json' } : {}) },
        ...(hasBody ? { body: typeof body === 'string' ? body : JSON.stringify(body) } : {}),
        ...(token ? { token } : {}),
      });
    const personal = allRoutes({} as never).some(
      (route) => `/api${route.path}` === path && route.method === method && ['person', 'member'].includes(route.access),
    );
    const filled = (value: string) => path.replaceAll(/\{\w+\}/g, value);

    for (const language of ['ru', 'en'] as const) {
      it(`refuses a broken session in ${language}`, async () => {
        const response = await send(filled('x'), language, {}, 'no token of ours');
        assert.equal(await problemOf(response, language), 'SignInRequired');
        assert.ok('401' in operation.responses, 'its description names 401');
      });

      const inputs = [
        ...(path.includes('{') ? ['NOPE!', '%00', '%E0%A4%A', 'a'.repeat(300)].map((value) => [filled(value), {}] as const) : []),
        ...(hasBody ? [{}, [], null, 'text', 7, '{"broken', ''].map((body) => [filled('x'), body] as const) : []),
        ...(operation.parameters?.some((parameter) => parameter.in === 'query')
          ? [[`${filled('x')}?width=wide&language=de&token=${'x'.repeat(200)}`, {}] as const]
          : []),
      ];
      if (inputs.length > 0)
        it(`refuses bad input in ${language}`, async () => {
          for (const [address, body] of inputs) {
            const response = await send(address, language, body);
            const code = await problemOf(response, language);
            // Who is not signed in is asked to, whatever else is wrong; a path that cannot be read is nobody's.
            const expected = personal ? ['SignInRequired', 'InvalidRequest'] : ['InvalidRequest', 'NotFound'];
            assert.ok(expected.includes(code), `${address} ${JSON.stringify(body)}: ${code}`);
            assert.ok(String(response.status) in operation.responses, `its description names ${response.status}`);
          }
        });
    }
  });

describe('whoever is not signed in', () => {
  it("is asked to sign in by every route that is a person's", async () => {
    const personal = allRoutes({} as never).filter(({ access }) => access === 'person');
    assert.ok(personal.length > 0);
    for (const { method, path } of personal) {
      const response = await house.call(`/api${path.replaceAll(/\{\w+\}/g, 'x')}`, {
        method: method.toUpperCase(),
        headers: { 'accept-language': 'ru' },
      });
      assert.equal(await problemOf(response, 'ru'), 'SignInRequired', path);
    }
  });

  it("is let in by those that are everybody's", async () => {
    assert.equal((await house.call('/api/shows')).status, 200);
    assert.equal((await house.call('/api/house')).status, 200);
  });
});

describe('an address that is not there', () => {
  for (const path of [
    '/api',
    '/api/',
    '/api/nothing',
    '/api/orders/x/y/z',
    '/api/../etc',
    '/webhooks',
    '/webhooks/nobody/x',
    '/nothing',
    '/api/%E0%A4%A',
  ])
    it(`${path} is answered as a problem`, async () => {
      const code = await problemOf(await house.call(path, { headers: { 'accept-language': 'ru' } }), 'ru');
      assert.ok(code === 'NotFound' || code === 'InvalidRequest', code);
    });

  it('is one with another method too', async () => {
    for (const method of ['PUT', 'DELETE', 'PATCH'])
      assert.equal(await problemOf(await house.call('/api/shows', { method }), 'en'), 'NotFound', method);
  });
});

describe('a body', () => {
  const post = (body: string | Buffer, headers: Record<string, string> = {}) =>
    house.call('/api/tickets/validate', {
      method: 'POST',
      body: body as never,
      headers: { 'content-type': 'application/json', ...headers },
    });

  it('that is too large is refused as such', async () => {
    assert.equal(await problemOf(await post(JSON.stringify({ token: 'x'.repeat(33 * 1024) })), 'en'), 'TooLarge');
    assert.equal((await post(JSON.stringify({ token: 'x'.repeat(30 * 1024) }))).status, 400, 'control: just below it is read');
  });

  it('that is no JSON is refused with a word on why', async () => {
    const response = await post('{"token":');
    assert.equal(response.status, 400);
    assert.deepEqual(((await response.json()) as { issues: object[] }).issues, [{ path: '', message: 'the body is not JSON' }]);
  });

  it('in another encoding or form is refused, not broken by', async () => {
    const bodies: Array<[string | Buffer, Record<string, string>]> = [
      ['{}', { 'content-encoding': 'zip' }],
      [Buffer.from([1, 2, 3]), { 'content-encoding': 'gzip' }],
      ['{}', { 'content-type': 'application/json; charset=klingon' }],
      ['token=x', { 'content-type': 'application/x-www-form-urlencoded' }],
      ['<xml/>', { 'content-type': 'text/xml' }],
    ];
    for (const [body, headers] of bodies)
      assert.equal(await problemOf(await post(body, headers), 'en'), 'InvalidRequest', JSON.stringify(headers));
  });

  it('names the fields that are wrong', async () => {
    const { issues } = (await (await house.call('/api/orders', { json: { orderId: 'x', lines: [] } })).json()) as {
      issues: Array<{ path: string }>;
    };
    assert.deepEqual(issues.map(({ path }) => path).sort(), ['lines', 'orderId', 'provider', 'showId']);
  });
});

describe('what nobody expected', () => {
  it('is a fault of ours, told without its words, and written down', async () => {
    const secret = 'relation "secrets" does not exist';
    house.rows['organisations'] = house.rows['g'] = () => {
      throw new Error(secret);
    };
    house.deps.house.botUsername = async () => {
      throw new Error(secret);
    };
    const response = await house.call('/api/house', { headers: { 'accept-language': 'ru' } });
    const id = response.headers.get('x-request-id')!;
    const text = await response.clone().text();
    assert.equal(await problemOf(response, 'ru'), 'Internal');
    assert.ok(!text.includes('secrets'));
    assert.ok(house.log.some((line) => line.includes(id) && line.includes('does not exist')));
  });

  it('of the database or Temporal being away is told as such, with a time to come again', async () => {
    house.deps.house.botUsername = async () => {
      throw Object.assign(new Error('connect'), { code: 'ECONNREFUSED' });
    };
    const response = await house.call('/api/house');
    assert.equal(response.headers.get('retry-after'), '5');
    assert.equal(await problemOf(response, 'en'), 'Busy');
  });
});
