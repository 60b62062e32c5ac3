/** Who works for an organisation: added, changed, removed; nobody gives more than they have, and an owner remains. */
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, beforeEach, describe, it } from 'node:test';
import { createMemberActivities } from '../../activities/organisations/members.ts';
import { type Role, roles, within } from '../../domain/members.ts';
import { seal } from '../../domain/sealed.ts';
import { newMember, tenantId } from './organiser-bench.ts';
import { type Bench, openBench, sealingKeys } from './support.ts';

let bench: Bench;
let owner: string;
const { saveMember, removeMember } = createMemberActivities({ sealingKeys });
before(async () => {
  bench = await openBench();
});
after(() => bench?.close());
beforeEach(async () => {
  await bench.db.sql('delete from members where tenant_id = $1', [tenantId]);
  owner = await newMember(bench, 'owner');
});

const says = (code: string) => (error: unknown) => (error as { type?: string }).type === code;
const asked = (by: string) => ({ tenantId, by, requestId: randomUUID() as string });
const save = (by: string, personId: string, role: Role, name: string | null = null) =>
  bench.step(() => saveMember({ ...asked(by), personId, role, name: name === null ? null : seal(sealingKeys, name) }));
const remove = (by: string, personId: string) => bench.step(() => removeMember({ ...asked(by), personId }));
const member = async (personId: string) =>
  (
    await bench.db.sql('select role, name, removed_at is not null as gone from members where tenant_id = $1 and person_id = $2', [
      tenantId,
      personId,
    ])
  )[0];

describe('a member', () => {
  it('is added, gets another role, leaves and returns; each of it is on record', async () => {
    const anna = randomUUID();
    await save(owner, anna, 'door', 'Анна');
    assert.deepEqual(await member(anna), { role: 'door', name: 'Анна', gone: false });
    await save(owner, anna, 'operator');
    assert.deepEqual(await member(anna), { role: 'operator', name: 'Анна', gone: false }, 'the name stays');
    await remove(owner, anna);
    assert.equal((await member(anna))!['gone'], true);
    await save(owner, anna, 'door');
    assert.deepEqual(await member(anna), { role: 'door', name: 'Анна', gone: false });
    const entries = await bench.db.sql(`select action, details from audit_entries where subject = $1 order by at`, [
      `member:${anna}`,
    ]);
    assert.deepEqual(
      entries.map(({ action, details }) => [action, (details as { before: string | null }).before]),
      [
        ['saveMember', null],
        ['saveMember', 'door'],
        ['removeMember', 'operator'],
        ['saveMember', null],
      ],
    );
    assert.ok(!JSON.stringify(entries).includes('Анна'), 'the record names ids alone');
  });

  it('asked for again by the same request is what later requests made of them', async () => {
    const anna = randomUUID();
    const first = { ...asked(owner), personId: anna, role: 'door' as const, name: null };
    await bench.step(() => saveMember(first));
    await save(owner, anna, 'operator');
    await bench.step(() => saveMember(first));
    assert.equal((await member(anna))!['role'], 'operator');
    const gone = { ...asked(owner), personId: anna };
    await bench.step(() => removeMember(gone));
    await save(owner, anna, 'door');
    await bench.step(() => removeMember(gone));
    assert.equal((await member(anna))!['gone'], false);
  });

  it('nobody knows cannot be removed', () => assert.rejects(remove(owner, randomUUID()), says('NotFound')));
});

describe('whoever manages members', () => {
  it('has the right to, now', async () => {
    for (const role of roles.filter((one) => !['owner', 'admin'].includes(one))) {
      const by = await newMember(bench, role);
      await assert.rejects(save(by, randomUUID(), 'content'), says('NotAllowed'), role);
      await assert.rejects(remove(by, by), says('NotAllowed'), role);
    }
    const admin = await newMember(bench, 'admin');
    await save(admin, randomUUID(), 'door');
    await remove(owner, admin);
    await assert.rejects(save(admin, randomUUID(), 'door'), says('NotAllowed'), 'removed a moment ago');
    await assert.rejects(save(randomUUID(), randomUUID(), 'door'), says('NotAllowed'), 'a stranger');
  });

  it('gives and takes no more than they have', async () => {
    const admin = await newMember(bench, 'admin');
    for (const personId of [randomUUID(), admin]) await assert.rejects(save(admin, personId, 'owner'), says('NotAllowed'));
    await newMember(bench, 'owner');
    await assert.rejects(save(admin, owner, 'door'), says('NotAllowed'));
    await assert.rejects(remove(admin, owner), says('NotAllowed'));
    await save(admin, randomUUID(), 'admin');
    assert.deepEqual(
      roles.filter((role) => !within('admin', role)),
      ['owner'],
    );
  });
});

describe('an owner', () => {
  it('who is the only one can neither leave nor be less', async () => {
    await assert.rejects(remove(owner, owner), says('LastOwner'));
    await assert.rejects(save(owner, owner, 'admin'), says('LastOwner'));
    const second = await newMember(bench, 'owner');
    await remove(owner, owner);
    await assert.rejects(remove(second, second), says('LastOwner'));
  });

  it('remains when two remove each other at the same moment', async () => {
    for (let round = 0; round < 5; round += 1) {
      await bench.db.sql('delete from members where tenant_id = $1', [tenantId]);
      const [one, other] = [await newMember(bench, 'owner'), await newMember(bench, 'owner')];
      const both = await Promise.allSettled([remove(one, other), remove(other, one)]);
      assert.deepEqual(both.map(({ status }) => status).sort(), ['fulfilled', 'rejected']);
    }
  });
});
