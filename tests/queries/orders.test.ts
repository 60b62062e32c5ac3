/** What a buyer reads of an order, from real rows: money that does not fit, and what is only the theatre's to mend. */
import assert from 'node:assert/strict';
import { generateKeyPairSync, randomUUID } from 'node:crypto';
import { after, before, it } from 'node:test';
import type { MikroORM } from '@mikro-orm/postgresql';
import { openOrm } from '../../database/orm.ts';
import { readersOf } from '../../database/sessions.ts';
import { ticketSigner } from '../../domain/ticket-token.ts';
import { findOrder, findSoldOrder, ordersOf } from '../../queries/orders/orders.ts';
import { paidOrder, tenantId } from '../activities/paid-orders.ts';
import { type Bench, openBench } from '../activities/support.ts';

const signer = ticketSigner(generateKeyPairSync('ed25519').privateKey.export({ type: 'pkcs8', format: 'pem' }).toString());
let bench: Bench;
let orm: MikroORM;
before(async () => {
  bench = await openBench();
  orm = await openOrm({ url: bench.db.readerUrl, poolSize: 2 });
});
after(async () => {
  await orm?.close();
  await bench?.close();
});

it('a refused refund is no money that does not fit: the buyer is not told of any, the theatre sees that a person is needed', async () => {
  const { orderId, personId } = await paidOrder(bench);
  const readers = readersOf(orm);
  const matter = async (kind: string) => {
    await bench.db.sql(
      `insert into attention_items (tenant_id, id, key, kind, order_id, details) values ($1, $2, $3, $4, $5, '{}')`,
      [tenantId, randomUUID(), randomUUID(), kind, orderId],
    );
    await bench.db.sql('update orders set attention = true where id = $1', [orderId]);
  };
  const seen = async () => [
    (await findOrder(readers, personId, orderId))?.attention,
    (await ordersOf(readers, personId, signer)).map(({ attention }) => attention),
    (await findSoldOrder(readers, tenantId, orderId))?.attention,
  ];
  assert.deepEqual(await seen(), [false, [false], false]);
  for (const kind of ['refundRefused', 'messageUnknown']) await matter(kind);
  assert.deepEqual(await seen(), [false, [false], true]);
  await matter('paymentMismatch');
  assert.deepEqual(await seen(), [true, [true], true]);
  await bench.db.sql(`update attention_items set resolved_at = now() where kind = 'paymentMismatch' and order_id = $1`, [
    orderId,
  ]);
  assert.deepEqual(await seen(), [false, [false], true]);
});
