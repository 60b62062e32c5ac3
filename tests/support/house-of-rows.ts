/** The API over real rows of two theatres: real queries under the doors' role, commands that only remember, people of every kind. */
import { randomUUID } from 'node:crypto';
import type { MikroORM } from '@mikro-orm/postgresql';
import { openOrm } from '../../database/orm.ts';
import { readersOf } from '../../database/sessions.ts';
import { type Role, roles } from '../../domain/members.ts';
import { nameUuid } from '../../domain/uuid.ts';
import { type House, openHouse } from '../api/house.ts';
import { anna, fillTwoTheatres, mine, theirs } from '../database/two-theatres.ts';
import { type TestDatabase, testDatabase } from './database.ts';

export type HouseOfRows = {
  house: House;
  db: TestDatabase;
  orm: MikroORM;
  /** A session of whoever it is. */
  sessionOf(personId: string): Promise<string>;
  /** How many commands were given so far, of all kinds. */
  written(): number;
  close(): Promise<void>;
};

/** Who works as what in which theatre. */
export const worker = (tenant: string, role: Role): string => nameUuid('person', tenant, role);
/** Signed in, and known to no theatre. */
export const stranger = nameUuid('person', 'stranger');

/** Of a theatre of `two-theatres.ts`: the id of what it calls so. */
export const idIn = (tenant: string, kind: string, ...more: string[]): string => nameUuid(kind, tenant, 'true', ...more);

/** What stands in a path, by the word before it: a route about something new must say here what that is. */
export const things: Record<string, (tenant: string) => string> = {
  shows: (tenant) => idIn(tenant, 'show'),
  orders: (tenant) => idIn(tenant, 'order', anna),
  tickets: (tenant) => idIn(tenant, 'ticket', anna),
  productions: (tenant) => `open-${tenant.slice(0, 8)}`,
  attention: (tenant) => idIn(tenant, 'attention', anna),
  members: (tenant) => worker(tenant, 'door'),
  organiser: (tenant) => tenant,
  screens: (tenant) => idIn(tenant, 'screen', anna),
  telegram: () => idIn(mine, 'sign-in'),
  email: () => idIn(mine, 'sign-in'),
};

export async function openHouseOfRows(): Promise<HouseOfRows> {
  const db = await testDatabase({ sample: false });
  await fillTwoTheatres(db);
  for (const tenant of [mine, theirs])
    for (const role of roles) {
      await db.sql(`insert into people (id, language) values ($1, 'ru')`, [worker(tenant, role)]);
      await db.sql(`insert into members (tenant_id, person_id, role, name) values ($1, $2, $3, $3)`, [
        tenant,
        worker(tenant, role),
        role,
      ]);
    }
  const house = await openHouse();
  // Keys that the house can open.
  for (const tenantId of [mine, theirs])
    for (const provider of ['stripe', 'yookassa'] as const)
      await db.sql('update payment_accounts set secrets = $3 where tenant_id = $1 and provider = $2', [
        ...[tenantId, provider],
        house.deps.vault.lock({ tenantId, provider }, { secretKey: `sk_of_${tenantId}` }),
      ]);
  await db.sql('update orders set paid_at = created_at');
  await db.sql(`update refunds set state = 'refused'`);
  await db.sql(
    `update attention_items i set kind = 'refundRefused', details = jsonb_build_object('refund', r.key) from refunds r where r.order_id = i.order_id`,
  );
  const orm = await openOrm({ url: db.readerUrl, poolSize: 4 });
  Object.assign(house.deps.readers, readersOf(orm));
  Object.assign(house.answers, {
    saveProduction: { productionId: randomUUID(), slug: 'new' },
    addShow: { showId: randomUUID(), code: 'NEW1' },
    checkIn: [],
  });
  const signIns = house.deps.signIns as unknown as { known: Map<string, unknown>; letters: unknown[] };
  const commands = () => [
    ...[house.checkouts, house.cancelled, house.settled, house.noticed, house.refunded, house.organiser, signIns.letters],
    [...signIns.known],
    [...house.validAfter],
  ];
  return {
    ...{ house, db, orm },
    async sessionOf(personId) {
      const contact = house.deps.sealContact({ name: 'N' });
      return (await house.deps.sessions.issue({ personId, surface: 'web', bot: 'platform', contact })).token;
    },
    written: () => commands().reduce((sum, list) => sum + list.length, 0),
    async close() {
      await house.close();
      await orm.close();
      await db.close();
    },
  };
}
