/** Whether pages, payments and refunds came about once, at Stripe and in our rows; and the books put right after a test in which they did not. */
import assert from 'node:assert/strict';
import type { WebOrder } from '../support/buyers.ts';
import type { House } from '../support/house.ts';
import { call, eventually } from '../support/http.ts';
import { assertSound } from '../support/invariants.ts';
import { atProvider, settled } from './provider.ts';

export async function onePage(house: House, { orderId }: WebOrder): Promise<void> {
  const { body } = await call<{ data: Array<{ client_reference_id: string }> }>(
    `${house.sandbox}/v1/checkout/sessions?limit=100`,
    { headers: { authorization: `Bearer ${house.stripeKey}` } },
  );
  assert.equal(body.data.filter((session) => session.client_reference_id === orderId).length, 1, 'one page');
}

export async function onePayment({ db }: House, { orderId }: WebOrder): Promise<void> {
  const rows = await db.sql('select payment_id from payments where order_id = $1', [orderId]);
  assert.equal(rows.length, 1, 'one payment');
}

export async function countedOnce(house: House, ordered: WebOrder): Promise<void> {
  await onePayment(house, ordered);
  assert.deepEqual(await atProvider(house, ordered.orderId), [], 'nothing looked like a second payment');
}

export async function oneRefund(house: House, { orderId }: WebOrder): Promise<void> {
  assert.deepEqual(await atProvider(house, orderId), [90_000], 'one refund');
}

/** A copy of money that bought tickets was taken for more of it and went back. Afterwards the books are as if it had not. */
export async function countedTwice(house: House, ordered: WebOrder): Promise<void> {
  const { orderId } = ordered;
  await eventually(async () => (await atProvider(house, orderId)).length > 0, 'a copy was returned');
  await assert.rejects(countedOnce(house, ordered), /nothing looked like a second payment/);
  await settled(house, orderId);
  await quiet(house, orderId);
  await house.temporal.workflow.getHandle(`order:${orderId}`).terminate();
  await assert.rejects(assertSound(house.db), /what the books owe a buyer/);
  await forgetRefunds(house, orderId);
  await assertSound(house.db);
}

/** Nothing of it is on its way any more. */
async function quiet({ sandbox, temporal }: House, orderId: string): Promise<void> {
  await eventually(async () => {
    const { body } = await call<unknown[]>(`${sandbox}/stripe/deliveries`);
    const { raw } = await temporal.workflow.getHandle(`order:${orderId}`).describe();
    return body.length === 0 && !raw.pendingActivities?.length && !raw.pendingWorkflowTask;
  }, 'it is quiet');
}

/** Past the triggers that keep money from being deleted. */
async function forgetRefunds({ db }: House, orderId: string): Promise<void> {
  await db.sql('set session_replication_role = replica');
  await db.sql(
    `delete from ledger_entries l using refunds r where r.order_id = $1 and l.order_id = r.order_id and l."transaction" = r.key`,
    [orderId],
  );
  await db.sql('delete from refunds where order_id = $1', [orderId]);
  await db.sql('set session_replication_role = origin');
}
