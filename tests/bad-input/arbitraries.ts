/** Values of a described shape, and what hostile or broken clients make of them. */
import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { allRoutes } from '../../api/routes/index.ts';
import { type Operation, type Schema, schemas } from '../support/operations.ts';

/** Values that the schema allows; what it cannot say (a sum, an order of things) may still be refused. */
export function arbitraryOf(schema: Schema): fc.Arbitrary<unknown> {
  if (schema['$ref']) return arbitraryOf(schemas[String(schema['$ref']).split('/').at(-1)!]!);
  if (schema['const'] !== undefined) return fc.constant(schema['const']);
  if (schema['enum']) return fc.constantFrom(...(schema['enum'] as unknown[]));
  const choices: Schema[] | undefined = schema['anyOf'] ?? schema['oneOf'];
  if (choices) return fc.oneof(...choices.map(arbitraryOf));
  if (schema['allOf'])
    return (schema['allOf'] as Schema[])
      .map(arbitraryOf)
      .reduce((a, b) => fc.tuple(a, b).map(([x, y]) => ({ ...(x as object), ...(y as object) })));
  if (Array.isArray(schema['type']))
    return fc.oneof(...(schema['type'] as string[]).map((type) => arbitraryOf({ ...schema, type })));
  switch (schema['type']) {
    case 'object':
      return objectOf(schema);
    case 'array':
      return fc.array(arbitraryOf(schema['items']), {
        minLength: schema['minItems'] ?? 0,
        maxLength: Math.min(schema['maxItems'] ?? 3, 3),
      });
    case 'integer':
      return fc.integer({ min: schema['minimum'] ?? -(2 ** 31), max: Math.min(schema['maximum'] ?? 2 ** 31 - 1, 2 ** 31 - 1) });
    case 'number':
      return fc.double({ noNaN: true, noDefaultInfinity: true });
    case 'boolean':
      return fc.boolean();
    case 'null':
      return fc.constant(null);
    case 'string':
      return stringOf(schema);
    default:
      throw new Error(`no values for ${JSON.stringify(schema)}`);
  }
}

function objectOf({ properties = {}, required = [] }: Schema): fc.Arbitrary<unknown> {
  const fields = Object.entries(properties as Record<string, Schema>).map(
    ([name, schema]) => [name, arbitraryOf(schema)] as const,
  );
  return fc.record(Object.fromEntries(fields), { requiredKeys: required as string[] });
}

function stringOf({ format, pattern, minLength = 0, maxLength = 40 }: Schema): fc.Arbitrary<string> {
  if (format === 'uuid') return fc.uuid({ version: 4 });
  if (format === 'email')
    return fc
      .tuple(fc.stringMatching(/^[a-z][a-z0-9]{0,10}$/), fc.stringMatching(/^[a-z]{2,8}\.[a-z]{2,4}$/))
      .map((parts) => parts.join('@'));
  if (format === 'date-time')
    return fc
      .date({ min: new Date('2021-01-01'), max: new Date('2100-01-01'), noInvalidDate: true })
      .map((date) => date.toISOString());
  // Patterns with flags are for JavaScript; the rest can be followed.
  if (pattern && !/\\p|\\P|\(\?/.test(pattern))
    return fc.stringMatching(new RegExp(pattern)).filter((text) => text.length <= maxLength);
  const length = { minLength, maxLength: Math.min(maxLength, 40) };
  return fc.oneof(
    fc.string({ ...length, unit: 'grapheme' }),
    fc
      .constantFrom('Europe/Moscow', 'Анна Петровна', 'зал №2')
      .filter((text) => text.length >= minLength && text.length <= maxLength),
  );
}

const nested = (depth: number, open: string, close: string) => JSON.parse(open.repeat(depth) + close.repeat(depth)) as unknown;
const withPrototype = (value: unknown) =>
  Object.defineProperty({ polluted: 1 } as object, '__proto__', { value, enumerable: true });

/** What no honest client sends in the place of one value. */
export const hostile: fc.Arbitrary<unknown> = fc.oneof(
  fc.constantFrom<unknown>(null, true, false, 0, -1, 1.5, 1e308, -0, 2 ** 53, '', ' ', [], {}, [[]], [null], { a: { b: [1] } }),
  fc.constantFrom<unknown>(
    '\u0000',
    'a\u0000b',
    '\u0001\u001b[31m',
    '\ud800',
    'x\udfffy',
    '\uffff',
    '\u202e\u2066',
    '٣',
    '１２',
    '\r\nX-A: 1',
    '\u2028',
  ),
  fc.constantFrom<unknown>(
    "' or 1=1 --",
    '%',
    '%00',
    '_',
    '\\',
    '$1',
    '?',
    ':a',
    '{}',
    '#{7*7}',
    '<script>',
    '../../etc/passwd',
    'null',
    'NaN',
    'undefined',
  ),
  fc.constantFrom<unknown>('__proto__', 'constructor', 'toString', 'hasOwnProperty', 'valueOf'),
  fc.constantFrom<unknown>(
    'x'.repeat(5000),
    'я'.repeat(3000),
    '9'.repeat(400),
    '🎭'.repeat(500),
    Array.from({ length: 2000 }, () => 0),
  ),
  fc.constantFrom<unknown>(
    '0000-00-00T00:00:00Z',
    '+275760-09-13T00:00:00.001Z',
    '-000001-01-01T00:00:00Z',
    '9999-12-31T23:59:60Z',
    '2026-02-30T00:00:00Z',
    '10000-01-01T00:00:00Z',
  ),
  fc.constantFrom<unknown>(
    '00000000-0000-0000-0000-000000000000',
    'ffffffff-ffff-ffff-ffff-ffffffffffff',
    'FFFFFFFF-FFFF-4FFF-8FFF-FFFFFFFFFFFF',
  ),
  fc.constantFrom<unknown>(
    withPrototype({ admin: true }),
    { constructor: { prototype: { admin: true } } },
    { toString: 1, valueOf: null },
    { toJSON: 1, length: -1 },
  ),
  fc.integer({ min: 50, max: 3000 }).map((depth) => nested(depth, '[', ']')),
  fc.string({ unit: 'binary', maxLength: 30 }),
  fc.jsonValue(),
);

type Path = Array<string | number>;
export const placesOf = (value: unknown, path: Path = []): Path[] => [
  path,
  ...(value !== null && typeof value === 'object'
    ? Object.entries(value).flatMap(([key, item]) => placesOf(item, [...path, key]))
    : []),
];
export function put(value: unknown, [key, ...rest]: Path, item: unknown): unknown {
  if (key === undefined) return item;
  const copy = (Array.isArray(value) ? [...value] : { ...(value as object) }) as Record<string, unknown>;
  Object.defineProperty(copy, key, { value: put(copy[key], rest, item), enumerable: true, configurable: true, writable: true });
  return copy;
}

/** The same with one value that is wrong, missing or too many. */
export const mutated = (values: fc.Arbitrary<unknown>): fc.Arbitrary<unknown> =>
  fc
    .tuple(
      values,
      fc.nat(),
      fc.constantFrom('instead', 'beside', 'without'),
      hostile,
      fc.constantFrom('extra', '__proto__', 'constructor', '\u0000', 'tenantId', 'personId', 'by'),
    )
    .map(([value, where, how, item, name]) => {
      const places = placesOf(value);
      const place = places[where % places.length]!;
      if (how === 'instead') return put(value, place, item);
      const inside = place.length > 0 && how === 'without' ? place.slice(0, -1) : place;
      return how === 'without' && place.length > 0 ? put(value, place, undefined) : put(value, [...inside, name], item);
    });

const bodies = new Map<string, unknown>();
/** One body that the route takes, the same each time. */
export function goodBody({ body, name, method, path }: Operation): unknown {
  if (bodies.has(name)) return bodies.get(name);
  const route = allRoutes({} as never).find((one) => one.method === method.toLowerCase() && `/api${one.path}` === path);
  const samples = fc.sample(arbitraryOf(body!), { numRuns: 100, seed: name.length });
  const good = samples.find((value) => route?.body?.safeParse(value).success);
  assert.ok(good !== undefined, `${name}: no good body was found`);
  bodies.set(name, good);
  return good;
}
