/** No picture two minutes after the start: who hears of it, by which way, how often; and what if nobody can. */
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, beforeEach, describe, it } from 'node:test';
import { createMemberActivities } from '../../activities/organisations/members.ts';
import { createAlertActivities } from '../../activities/stage/alert.ts';
import type { Role } from '../../domain/members.ts';
import { seal } from '../../domain/sealed.ts';
import { Undeliverable } from '../../providers/messaging/port.ts';
import { newMember, newShow, tenantId } from './organiser-bench.ts';
import { asActivity, newTelegramId, partners } from './paid-orders.ts';
import { type Bench, openBench, sealingKeys } from './support.ts';

let bench: Bench;
before(async () => {
  bench = await openBench();
});
after(() => bench?.close());
beforeEach(() => bench.db.sql('delete from members where tenant_id = $1', [tenantId]));

type Reached = { telegramId?: number; email?: string; language?: 'ru' | 'en' };
async function somebody(role: Role, { telegramId, email, language = 'ru' }: Reached = {}): Promise<string> {
  const personId = await newMember(bench, role);
  if (telegramId !== undefined || email !== undefined)
    await bench.db.sql('insert into contacts (tenant_id, person_id, telegram_id, email, language) values ($1, $2, $3, $4, $5)', [
      ...[tenantId, personId, telegramId ?? null, email ?? null, language],
    ]);
  return personId;
}
const address = () => `${randomUUID()}@example.com`;
async function anEvening() {
  const show = await newShow(bench, 5);
  const made = partners();
  const { alertNoPicture } = createAlertActivities(made.deps);
  const alert = (startsAt = '2099-01-01T16:00:00.000Z') =>
    asActivity(bench, () => alertNoPicture({ tenantId, showId: show.id, startsAt }));
  const kinds = async () =>
    (
      await bench.db.sql<{ kind: string }>(`select kind from attention_items where details->>'showId' = $1 order by kind`, [
        show.id,
      ])
    ).map(({ kind }) => kind);
  return { show, ...made, alert, kinds, whom: () => made.said.map(({ to }) => to) };
}

describe('a picture that does not come', () => {
  it('is told to everybody who runs stages, once: in Telegram, by mail to who has an address alone; the door hears nothing', async () => {
    const [anna, boris, door] = [newTelegramId(), address(), address()];
    await somebody('owner', { telegramId: anna, email: address() });
    await somebody('operator', { email: boris, language: 'en' });
    await somebody('door', { email: door });
    await somebody('admin');
    const { alert, whom, letters, kinds, show, said } = await anEvening();
    for (const _ of 'twice') await alert();
    assert.deepEqual(whom().map(String).sort(), [String(anna), boris].sort());
    assert.equal(letters.length, 1);
    const [letter] = letters as [(typeof letters)[number]];
    assert.match(letter.subject, /^No picture: /);
    assert.ok(letter.text.includes(`/shows/${show.id}/stage`), letter.text);
    assert.match(said.find(({ to }) => to === anna)!.words, /картинки нет/);
    assert.deepEqual(await kinds(), ['noPicture']);
    const ledger = await bench.db.sql<{ channel: string; state: string }>(
      'select channel, state from messages where key like $1 order by channel',
      [`no-picture:${show.id}:%`],
    );
    assert.deepEqual(ledger, [
      { channel: 'email', state: 'sent' },
      { channel: 'telegram', state: 'sent' },
    ]);
    await alert('2099-02-01T16:00:00.000Z');
    assert.equal(whom().length, 4, 'of another start they hear again');
  });

  it('is told by mail to who has blocked the bot', async () => {
    const email = address();
    await somebody('owner', { telegramId: newTelegramId(), email });
    const evening = await anEvening();
    evening.messenger.sendText = async () => {
      throw new Undeliverable('blocked', 'person');
    };
    for (const _ of 'twice') await evening.alert();
    assert.deepEqual(evening.whom(), [email]);
    assert.deepEqual(await evening.kinds(), ['noPicture'], 'somebody heard');
  });

  it('is heard by the others while one cannot be told; tried again, nobody hears twice', async () => {
    const [away, there, mail] = [newTelegramId(), newTelegramId(), address()];
    for (const telegramId of [away, there]) await somebody('owner', { telegramId });
    await somebody('operator', { email: mail });
    const evening = await anEvening();
    const send = evening.messenger.sendText.bind(evening.messenger);
    let cut = true;
    evening.messenger.sendText = async (to, ...rest) => {
      if (to === away && cut) throw new Error('the connection was cut');
      return send(to, ...rest);
    };
    await assert.rejects(evening.alert(), /cut/);
    assert.deepEqual(evening.whom().map(String).sort(), [String(there), mail].sort());
    cut = false;
    await evening.alert();
    assert.deepEqual(evening.whom().map(String).sort(), [String(away), String(there), mail].sort());
  });

  it('of which nobody can be told stands on the list as that, once', async () => {
    await somebody('owner');
    await somebody('door', { email: address() });
    const evening = await anEvening();
    for (const _ of 'twice') await evening.alert();
    assert.deepEqual([evening.said, await evening.kinds()], [[], ['alertUnheard', 'noPicture']]);
  });
});

describe('somebody who is added to a team by an address', () => {
  const { saveMember } = createMemberActivities({ sealingKeys });
  const add = (by: string, personId: string, contact?: object, requestId: string = randomUUID()) =>
    bench.step(() =>
      saveMember({
        ...{ tenantId, by, requestId, personId, role: 'operator', name: null },
        ...(contact ? { contact: seal(sealingKeys, contact) } : {}),
      }),
    );

  it('is reached there from then on; without one, not: control', async () => {
    const by = await somebody('owner');
    const [known, unknown, email] = [randomUUID(), randomUUID(), address()];
    for (const _ of 'twice') await add(by, known, { email, language: 'en' });
    await add(by, unknown);
    const evening = await anEvening();
    await evening.alert();
    assert.deepEqual(evening.whom(), [email]);
    assert.match(evening.letters[0]!.subject, /No picture/);
  });

  it('keeps what is known of them: a colleague’s word changes no address', async () => {
    const [by, own] = [await somebody('owner'), address()];
    const personId = await somebody('door', { email: own });
    await add(by, personId, { email: address(), telegramId: 77, language: 'en' });
    const [row] = await bench.db.sql('select email, telegram_id::int, language from contacts where person_id = $1', [personId]);
    assert.deepEqual(row, { email: own, telegram_id: 77, language: 'ru' });
  });
});
