/** Activities as the worker runs them: inside the tenant's entity manager, on a real database. */
import { randomUUID } from 'node:crypto';
import { type MikroORM, RequestContext } from '@mikro-orm/postgresql';
import type { HoldRequest } from '../../activities/orders/seats.ts';
import { openOrm } from '../../database/orm.ts';
import { sampleTenantId } from '../../database/sample/theatre.ts';
import type { Contact } from '../../domain/orders.ts';
import { type SealingKeys, seal } from '../../domain/sealed.ts';
import { newShow } from '../support/buyers.ts';
import { type TestDatabase, testDatabase } from '../support/database.ts';

const key = Buffer.alloc(32, 7);
export const sealingKeys: SealingKeys = { forSealing: () => key, forOpening: () => key };

export type Bench = {
  db: TestDatabase;
  orm: MikroORM;
  /** Runs a step as the worker does for the sample theatre. */
  step<T>(work: () => Promise<T>): Promise<T>;
  close(): Promise<void>;
};

export async function openBench(): Promise<Bench> {
  const db = await testDatabase();
  const orm = await openOrm({ url: db.writerUrl, poolSize: 8 });
  return {
    db,
    orm,
    step: (work) =>
      RequestContext.create(orm.em, work, {
        session: { variables: { 'app.reader': 'member', 'app.tenant_id': sampleTenantId } },
      }),
    async close() {
      await orm.close();
      await db.close();
    },
  };
}

export async function holdRequest(bench: Bench, { capacity = 5, quantity = 1, contact = { telegramId: 42 } as Contact } = {}) {
  const show = await newShow(bench, capacity);
  const request: HoldRequest = {
    ...{ tenantId: sampleTenantId, orderId: randomUUID(), showId: show.id, personId: randomUUID() },
    ...{ lines: [{ ticketTypeId: show.typeId, quantity }], currency: 'XTR', provider: 'stars', account: 'platform' },
    ...{ surface: 'bot', bot: 'platform', language: 'ru' },
  };
  return { show, request, buyer: seal(sealingKeys, contact) };
}
