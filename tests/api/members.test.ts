/** The organiser's doors: a guest, a stranger, another theatre's member and a member without the right get nothing. */
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { after, before, describe, it } from 'node:test';
import express from 'express';
import { errorHandler } from '../../api/errors.ts';
import { defineRoute, type Member, mountRoutes, type Route } from '../../api/route.ts';
import { allRoutes } from '../../api/routes/index.ts';
import { may, type Permission, permissions, permissionsOf, type Role, roles } from '../../domain/members.ts';
import { findMember } from '../../queries/organisations/members.ts';
import { type House, openHouse, personOf } from './house.ts';

let house: House;
const [mine, theirs] = [randomUUID(), randomUUID()];
const known = [
  { tenantId: mine, slug: 'mine', name: { ru: 'Мой', en: 'Mine' }, timeZone: 'Europe/Moscow' },
  { tenantId: theirs, slug: 'theirs', name: { ru: 'Их', en: 'Theirs' }, timeZone: 'UTC' },
];
/** Who works where, as the members table would answer the person themselves. */
const members: Array<{ personId: string; tenantId: string; role: Role }> = [];

before(async () => {
  house = await openHouse();
  house.rows['members'] = ([id], query) =>
    query.includes('where person_id = ?') && query.includes('removed_at is null')
      ? members.filter(({ personId }) => personId === id)
      : [];
  house.rows['organisations'] = (ids) => known.filter(({ tenantId }) => ids.includes(tenantId));
});
after(() => house.close());

let lastTelegramId = 5000;
async function worker(...jobs: Array<[tenantId: string, role: Role]>): Promise<{ token: string; personId: string }> {
  lastTelegramId += 1;
  const signedIn = await house.signIn(lastTelegramId);
  for (const [tenantId, role] of jobs) members.push({ personId: signedIn.personId, tenantId, role });
  return signedIn;
}

const memberRoutes = allRoutes({} as never).filter(({ access }) => access === 'member');
const answerOf = async (route: Route, token?: string) => {
  const path = route.path.replace('{org}', 'mine').replaceAll(/\{\w+\}/g, randomUUID());
  const response = await house.call(`/api${path}`, {
    method: route.method.toUpperCase(),
    ...(token ? { token } : {}),
    ...(route.method === 'get' ? {} : { body: '{}', headers: { 'content-type': 'application/json' } }),
  });
  return [response.status, ((await response.json()) as { error?: string }).error];
};

describe('every route for members', () => {
  it('is there, under an organisation, with a permission', () => {
    assert.ok(memberRoutes.length > 0);
    for (const { path, permission } of memberRoutes) {
      assert.match(path, /^\/organiser\/\{org\}(\/|$)/);
      assert.ok(permissions.includes(permission as Permission), path);
    }
    const elsewhere = allRoutes({} as never).filter(
      ({ path, access }) => path.startsWith('/organiser/{org}') && access !== 'member',
    );
    assert.deepEqual(
      elsewhere.map(({ path }) => path),
      [],
      'nothing of an organisation is open to others',
    );
  });

  for (const route of memberRoutes)
    it(`${route.method} ${route.path} refuses guests, strangers, members elsewhere and roles without ${route.permission}`, async () => {
      assert.deepEqual(await answerOf(route), [401, 'SignInRequired'], 'a guest');
      const stranger = await worker();
      assert.deepEqual(await answerOf(route, stranger.token), [404, 'NotFound'], 'a stranger');
      const elsewhere = await worker([theirs, 'owner']);
      assert.deepEqual(await answerOf(route, elsewhere.token), [404, 'NotFound'], 'an owner of another organisation');
      for (const role of roles) {
        const { token } = await worker([theirs, 'owner'], [mine, role]);
        const [status, error] = await answerOf(route, token);
        if (may(role, route.permission as Permission))
          assert.ok(status !== 401 && error !== 'NotAllowed', `control: ${role} passes`);
        else assert.deepEqual([status, error], [403, 'NotAllowed'], role);
      }
    });
});

describe('the mount', () => {
  let calls: Array<Member & { id: string }>;
  let close: () => void;
  let url: string;
  before(async () => {
    calls = [];
    const probe = (method: Route['method']) =>
      defineRoute({
        ...{ method, path: `/organiser/{org}/things/{id}`, tag: 'x', access: 'member', permission: 'checkIn', problems: [] },
        summary: 'x',
        async handle({ member, req }) {
          calls.push({ ...member, id: String(req.params['id']) });
          return { body: {} };
        },
      });
    const app = express();
    const find = (personId: string, organisation: string) => findMember(house.deps.readers, personId, organisation);
    const methods = ['get', 'post', 'put', 'patch', 'delete'] as const;
    mountRoutes(app, methods.map(probe), { sessions: house.deps.sessions, findMember: find }, async () => {});
    app.use(errorHandler(() => {}));
    const server = createServer(app);
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    close = () => server.close();
  });
  after(() => close());

  const ask = (organisation: string, token: string, method = 'GET') =>
    fetch(`${url}/organiser/${organisation}/things/7`, { method, headers: { authorization: `Bearer ${token}` } });

  it('tells the handler who asks, whichever way the organisation is named', async () => {
    const { token, personId } = await worker([mine, 'door'], [theirs, 'content']);
    for (const name of ['mine', mine, mine.toUpperCase()]) {
      calls.length = 0;
      assert.equal((await ask(name, token)).status, 200, name);
      const [{ tenantId, slug, role, personId: by } = {} as Member] = calls;
      assert.deepEqual({ tenantId, slug, role, by }, { tenantId: mine, slug: 'mine', role: 'door', by: personId });
    }
    assert.equal((await ask('theirs', token)).status, 403, 'a role counts where it was given');
    assert.equal((await ask('nowhere', token)).status, 404);
  });

  it('serves each method', async () => {
    const { token } = await worker([mine, 'door']);
    for (const method of ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'])
      assert.equal((await ask('mine', token, method)).status, 200, method);
  });

  it('asks anew each time: who was removed is a stranger at once', async () => {
    const { token, personId } = await worker([mine, 'owner']);
    assert.equal((await ask('mine', token)).status, 200);
    members.splice(
      members.findIndex((member) => member.personId === personId),
      1,
    );
    calls.length = 0;
    assert.equal((await ask('mine', token)).status, 404);
    assert.deepEqual(calls, []);
  });
});

describe('my organisations', () => {
  it('are those the person works for, with what they may do there', async () => {
    const { token } = await worker([mine, 'operator'], [theirs, 'door']);
    const { organisations } = (await (await house.call('/api/organiser/organisations', { token })).json()) as {
      organisations: Array<{ id: string; slug: string; role: string; permissions: string[] }>;
    };
    assert.deepEqual(
      organisations.map(({ id, slug, role, permissions: allowed }) => [id, slug, role, allowed]),
      [
        [mine, 'mine', 'operator', permissionsOf('operator')],
        [theirs, 'theirs', 'door', ['checkIn']],
      ],
    );
  });

  it('are none for a viewer, and nothing for a guest', async () => {
    const { token, personId } = await worker();
    assert.equal(personId, personOf(`telegram:${lastTelegramId}`));
    assert.deepEqual(await (await house.call('/api/organiser/organisations', { token })).json(), { organisations: [] });
    assert.equal((await house.call('/api/organiser/organisations')).status, 401);
  });
});
