/** Chat on a real house: said by one, seen by all, accepted by the show's process. */
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, describe, it } from 'node:test';
import { onAir, type TestAudience, TestPage } from '../support/audience.ts';
import { type House, openHouse } from '../support/house.ts';
import { eventually } from '../support/http.ts';

let house: House;
let show: TestAudience;
const pages: TestPage[] = [];
const page = (n: number, web = house.web) => {
  const made = new TestPage(web, show.pass(n));
  pages.push(made);
  return made;
};
before(async () => {
  house = await openHouse();
  show = await onAir(house, 10);
});
after(async () => {
  for (const one of pages) one.close();
  await house?.close();
});

describe('a line', () => {
  it('is on every page at once, and accepted when the process has it', async () => {
    const [anna, boris] = [page(0), page(1)];
    await Promise.all([anna.entered(), boris.entered()]);
    const id = randomUUID();
    const said = await anna.say('Браво!', { id, name: 'Анна' });
    assert.equal(said.ok, true, JSON.stringify(said));
    await eventually(async () => boris.lines.get(id)?.text === 'Браво!', 'the other page has it');
    await eventually(async () => anna.accepted.has(id) && boris.accepted.has(id), 'accepted');
    const [row] = await house.db.sql<{ text: string; name: string }>('select text, name from audience_lines where id = $1', [id]);
    assert.deepEqual(row, { text: 'Браво!', name: 'Анна' });
  });

  it('is seen in the same order on two servers', async () => {
    const second = await house.anotherServer();
    const [anna, boris, clara] = [page(2), page(3, second.web), page(4, second.web)];
    await Promise.all([anna.entered(), boris.entered(), clara.entered()]);
    const all = Array.from({ length: 6 }, (_, n) => [`a${n}`, `b${n}`, `c${n}`]).flat();
    for (let n = 0; n < 6; n += 1) {
      const told = await Promise.all([anna.say(`a${n}`), boris.say(`b${n}`), clara.say(`c${n}`)]);
      for (const said of told) if (!said.ok) await new Promise((go) => setTimeout(go, (said.retryAfter ?? 1) * 1000));
      if (!told.every(({ ok }) => ok)) n -= 1;
    }
    const three = [anna, boris, clara];
    await eventually(
      async () => three.every((one) => all.every((text) => one.texts().includes(text)) && one.lines.size === one.accepted.size),
      'all have all, accepted',
      60_000,
    );
    assert.deepEqual(boris.texts(), anna.texts());
    assert.deepEqual(clara.texts(), anna.texts());
  });
});

describe('who may stay no longer', () => {
  const out = (one: TestPage, why: string) => eventually(async () => one.over?.error === why, `out: ${why}`, 30_000);

  it('is out: with a ticket that was returned, or is somebody else’s by now, or whom a stage manager put out', async () => {
    const [returned, handed, removed, stays] = [page(5), page(6), page(7), page(8)];
    await Promise.all([returned, handed, removed, stays].map((one) => one.entered()));
    await house.db.sql(`update tickets set state = 'revoked' where id = $1`, [show.ticketId(5)]);
    await house.db.sql('update tickets set holder_person_id = $2 where id = $1', [show.ticketId(6), show.personId(20)]);
    await house.db.sql(
      'insert into stage_people (tenant_id, show_id, ticket_id, person_id, removed_at) values ($1, $2, $3, $4, now())',
      [show.tenantId, show.showId, show.ticketId(7), show.personId(7)],
    );
    await Promise.all([returned, handed, removed].map((one) => out(one, 'TicketNotValid')));
    const companion = new TestPage(house.web, show.pass(6, { personId: show.personId(20) }));
    pages.push(companion);
    await companion.entered();
    assert.equal((await stays.say('still here')).ok, true);
    await eventually(async () => companion.texts().includes('still here'), 'the companion is let in');
    assert.equal(stays.over, undefined, 'control: a good ticket stays');
  });

  it('is out: a member who may moderate no longer', async () => {
    const [one, other] = [randomUUID(), randomUUID()];
    for (const person of [one, other])
      await house.db.sql(`insert into members (tenant_id, person_id, role, name) values ($1, $2, 'moderator', 'M')`, [
        ...[show.tenantId, person],
      ]);
    const [leaving, staying] = [one, other].map((personId) => {
      const made = new TestPage(house.web, show.pass(0, { personId, ticketId: null, theatre: 'Rampa' }));
      pages.push(made);
      return made;
    });
    await Promise.all([leaving!.entered(), staying!.entered()]);
    await house.db.sql(`update members set role = 'content' where person_id = $1`, [one]);
    await out(leaving!, 'NotAllowed');
    assert.equal((await staying!.say('we begin')).ok, true);
    assert.equal(staying!.over, undefined);
  });

  it('is everybody, when the audience is over', async () => {
    const one = page(9);
    await one.entered();
    await house.db.sql(`update stages set state = 'ended', ended_at = now() - interval '31 minutes' where show_id = $1`, [
      show.showId,
    ]);
    await out(one, 'AudienceClosed');
  });
});
