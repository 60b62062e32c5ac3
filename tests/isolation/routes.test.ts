/** Every route, asked by everybody there is: what the description says of who may ask is what happens, and nobody reaches another theatre. */
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { createServer } from '../../api/server.ts';
import { may, type Role, roles } from '../../domain/members.ts';
import { goodBody } from '../bad-input/arbitraries.ts';
import { anna, boris, mine, theirs, vera } from '../database/two-theatres.ts';
import { type HouseOfRows, idIn, openHouseOfRows, stranger, things, worker } from '../support/house-of-rows.ts';
import { accessOf, type Operation, operations } from '../support/operations.ts';
import { rightsOfRoutes } from './rights.ts';

let rows: HouseOfRows;
before(async () => {
  rows = await openHouseOfRows();
});
after(() => rows.close());

/** @param of whose things; @param at whose door. */
function addressOf({ path }: Operation, of = mine, at = mine): string {
  return path.replaceAll(/\/([\w-]+)\/\{(\w+)\}/g, (_, before: string, name: string) => {
    const thing = things[before];
    assert.ok(thing, `${path}: what is a thing of ${before}?`);
    return `/${before}/${thing(name === 'org' ? at : of)}`;
  });
}

type Caller = { name: string; session?: string; token?: string };
type Answered = { status: number; error?: string; text: string; written: number };
async function ask(operation: Operation, address: string, { session, token }: Caller): Promise<Answered> {
  const before = rows.written();
  const url = new URL(address, 'http://x');
  if (token) url.searchParams.set('token', token);
  if (operation.inQuery.some(({ name }) => name === 'key')) url.searchParams.set('key', 'x'.repeat(22));
  const body = operation.body && goodBody(operation);
  const response = await rows.house.call(url.pathname + url.search, {
    method: operation.method,
    ...(session ? { token: session } : {}),
    ...(body === undefined ? {} : { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }),
  });
  const text = await response.text();
  const error = /^\{"error":"(\w+)"/.exec(text)?.[1];
  return { status: response.status, text, written: rows.written() - before, ...(error ? { error } : {}) };
}
/** Let in, whatever then becomes of it: an answer, or a refusal that is about the matter. */
const letIn = (answer: Answered, operation: Operation) => {
  assert.ok(String(answer.status) in operation.responses, `${operation.name}: ${answer.status} is described: ${answer.text}`);
  const { status, error } = answer;
  // A signature that does not hold is a matter of its own.
  const turnedAway = [400, 403].includes(status) || (status === 401 && error !== 'SignInRefused');
  assert.ok(!turnedAway && status < 500, `${operation.name}: ${status} ${answer.text}`);
};
const refused = (answer: Answered, status: number, error: string, who: string) => {
  assert.deepEqual([answer.status, answer.error], [status, error], who);
  assert.equal(answer.written, 0, `${who}: no command was given`);
};

const anybody: Caller = { name: 'nobody in particular' };
const sessions = new Map<string, Promise<string>>();
const signedIn = async (name: string, personId: string): Promise<Caller> => {
  if (!sessions.has(personId)) sessions.set(personId, rows.sessionOf(personId));
  return { name, session: (await sessions.get(personId))! };
};
const asWorker = (tenant: string, role: Role) =>
  signedIn(`${role} of ${tenant === mine ? 'mine' : 'theirs'}`, worker(tenant, role));
/** The link of the order, or of the ticket, that the route is about. */
const withLink = ({ path }: Operation, of: string, personId: string): Caller => {
  const { orderLinks } = rows.house.deps;
  const token = path.startsWith('/api/tickets')
    ? orderLinks.signTicket(things['tickets']!(of), personId)
    : orderLinks.sign(things['orders']!(of), personId);
  return { name: 'a guest with a link', token };
};

describe('every route', () => {
  it('is described: nothing is served that no description names', () => {
    const served = routesOf(createServer(rows.house.deps, { log: { info() {}, error() {}, warn() {} } as never, ...quiet }));
    const beside = [
      'GET /healthz',
      'GET /readyz',
      'POST /webhooks/stripe/:account',
      'POST /webhooks/yookassa/:account',
      'POST /webhooks/media/:provider',
    ];
    const docs = ['GET /openapi.json', 'GET /docs', 'GET /docs/start.js'];
    const described = operations.map(
      ({ method, path }) => `${method} ${path.replace(/^\/api/, '').replaceAll(/\{(\w+)\}/g, ':$1')}`,
    );
    assert.deepEqual(served.sort(), [...beside, ...docs, ...described].sort());
  });

  it('says who may ask: control, one that does not is found', () => {
    for (const undeclared of [{ security: [] }, { security: [{ other: [] }] }, { security: [{ session: [] }, { session: [] }] }])
      assert.throws(() => accessOf('GET /api/x', undeclared));
    for (const description of [undefined, 'For members.', 'For members of the organisation whose role has `everything`.'])
      assert.throws(() =>
        accessOf('GET /api/organiser/{org}/x', { security: [{ session: [] }], ...(description ? { description } : {}) }),
      );
    assert.deepEqual([...new Set(operations.map(({ access }) => access.kind))].sort(), ['member', 'order', 'person', 'public']);
  });

  it('gives the rights that are written down apart from it, and no others', () => {
    const given = operations.map(({ name, access }) =>
      [name, access.kind === 'member' ? access.permission : access.kind].join(': '),
    );
    const decided = Object.entries(rightsOfRoutes).flatMap(([right, names]) => names.map((name) => `${name}: ${right}`));
    assert.deepEqual(given.sort(), decided.sort());
  });

  for (const operation of operations) {
    const { access, name } = operation;
    if (access.kind === 'public')
      it(`${name} is everybody's`, async () => {
        const callers = [
          anybody,
          await signedIn('a stranger', stranger),
          await asWorker(mine, 'owner'),
          await asWorker(theirs, 'door'),
        ];
        for (const caller of callers) letIn(await ask(operation, addressOf(operation), caller), operation);
      });
    if (access.kind === 'person')
      it(`${name} is for who is signed in`, async () => {
        refused(await ask(operation, addressOf(operation), anybody), 401, 'SignInRequired', 'nobody in particular');
        const guest = withLink(operation, mine, anna);
        refused(await ask(operation, addressOf(operation), guest), 401, 'SignInRequired', guest.name);
        // Signing out comes last for each of them.
        for (const caller of [await signedIn('a stranger', stranger), await asWorker(mine, 'owner')]) {
          const answer = await ask(operation, addressOf(operation), caller);
          letIn(answer, operation);
          assert.equal(answer.status, 200, caller.name);
        }
        rows.house.validAfter.clear();
      });
    if (access.kind === 'order')
      it(`${name} is for whose it is, and for their link`, async () => {
        const address = addressOf(operation);
        const others = [
          anybody,
          await signedIn('a stranger', stranger),
          await signedIn('a buyer of another order of that show', boris),
          withLink(operation, mine, boris),
          withLink(operation, theirs, anna),
          ...(await Promise.all(roles.flatMap((role) => [asWorker(mine, role), asWorker(theirs, role)]))),
        ];
        for (const caller of others) refused(await ask(operation, address, caller), 404, 'NotFound', caller.name);
        for (const caller of [await signedIn('the buyer', anna), withLink(operation, mine, anna)]) {
          const answer = await ask(operation, address, caller);
          letIn(answer, operation);
          assert.notEqual(answer.status, 404, `${caller.name}: ${answer.text}`);
          assert.ok(!namesOf(theirs).some((id) => answer.text.includes(id)), 'nothing of the other theatre');
        }
      });
    if (access.kind === 'member')
      it(`${name} is for roles that have ${access.permission}`, async () => {
        const address = addressOf(operation);
        refused(await ask(operation, address, anybody), 401, 'SignInRequired', 'nobody in particular');
        refused(await ask(operation, address, withLink(operation, mine, anna)), 401, 'SignInRequired', 'a guest with a link');
        refused(await ask(operation, address, await signedIn('a stranger', stranger)), 404, 'NotFound', 'a stranger');
        refused(await ask(operation, address, await signedIn('who holds a ticket', vera)), 404, 'NotFound', 'who holds a ticket');
        for (const role of roles) {
          const elsewhere = await asWorker(theirs, role);
          refused(await ask(operation, address, elsewhere), 404, 'NotFound', elsewhere.name);
          const own = await asWorker(mine, role);
          const answer = await ask(operation, address, own);
          if (!may(role, access.permission)) refused(answer, 403, 'NotAllowed', own.name);
          else {
            letIn(answer, operation);
            assert.notEqual(answer.status, 404, `${own.name}: ${answer.text}`);
            assert.ok(!namesOf(theirs).some((id) => answer.text.includes(id)), 'nothing of the other theatre');
          }
        }
      });
    if (access.kind === 'member' && operation.inPath.length > 1)
      it(`${name} does not reach a thing of another theatre through the own door`, async () => {
        const before = rows.house.organiser.length;
        const answer = await ask(operation, addressOf(operation, theirs, mine), await asWorker(mine, 'owner'));
        const asked = JSON.stringify(rows.house.organiser.slice(before));
        assert.ok(answer.status === 404 || answer.status === 200, `${answer.status} ${answer.text}`);
        assert.ok(!answer.text.includes(theirs) && !answer.text.includes(`sk_of_${theirs}`), 'nothing of theirs is told');
        // What is not looked up here goes to the own theatre's process, which looks it up among its own.
        if (answer.written > 0) assert.ok(asked.includes(mine) && !asked.includes(theirs), asked);
        if (answer.status === 404) assert.equal(answer.written, 0);
      });
  }
});

describe('control', () => {
  const operation = operations.find(({ name }) => name === 'GET /api/organiser/{org}/productions')!;
  const theirOwner = async () =>
    refused(await ask(operation, addressOf(operation), await asWorker(theirs, 'owner')), 404, 'NotFound', 'x');

  it('whoever is let in where they should not be is noticed', async () => {
    await theirOwner();
    await rows.db.sql(`insert into members (tenant_id, person_id, role, name) values ($1, $2, 'owner', 'N')`, [
      mine,
      worker(theirs, 'owner'),
    ]);
    await assert.rejects(theirOwner);
    await rows.db.sql('delete from members where tenant_id = $1 and person_id = $2', [mine, worker(theirs, 'owner')]);
    await theirOwner();
  });

  it('a command that a refused request gave is noticed', () => {
    assert.throws(() => refused({ status: 404, error: 'NotFound', text: '', written: 1 }, 404, 'NotFound', 'x'));
  });
});

/** Ids by which a theatre's rows can be told from another's. */
const namesOf = (tenant: string): string[] => [
  tenant,
  ...['show', 'production', 'type', 'account'].map((kind) => idIn(tenant, kind)),
  ...[anna, boris].flatMap((person) =>
    ['order', 'ticket', 'attention', 'payment', 'refund'].map((kind) => idIn(tenant, kind, person)),
  ),
];

const quiet = { metrics: { observe() {} }, ratePerMinute: 1, trustedProxies: 0, friends: [], ready: async () => {} };
type Layer = { route?: { path: string; methods: Record<string, boolean> }; handle?: { stack?: Layer[] } };
/** All that express would answer to, as `GET /shows/:id`. */
function routesOf(app: unknown): string[] {
  const found: string[] = [];
  const look = (stack: Layer[] = []) => {
    for (const { route, handle } of stack) {
      if (route) for (const method of Object.keys(route.methods)) found.push(`${method.toUpperCase()} ${route.path}`);
      else look(handle?.stack);
    }
  };
  look((app as { router: { stack: Layer[] } }).router.stack);
  return found;
}
