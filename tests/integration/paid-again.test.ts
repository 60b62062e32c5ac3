/** Somebody returns an order and pays for it once more while its refund is under way: each payment goes back once, and it stays returned. */
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, it } from 'node:test';
import { orderWorkflowId } from '../../domain/orders.ts';
import { orderView } from '../../workflows/payments/messages.ts';
import { inPhase, newShow, orderTaken, payOnPage, seen, type TestShow, type WebOrder } from '../support/buyers.ts';
import { type House, openHouse } from '../support/house.ts';
import { call, eventually } from '../support/http.ts';
import { assertSound } from '../support/invariants.ts';

let house: House;
before(async () => {
  house = await openHouse();
});
after(() => house?.close());

const refunding = { target: 'stripe-api', method: 'refunds.create' };
const faults = (fault?: object) =>
  call(`${house.sandbox}/faults`, fault ? { body: { ...refunding, ...fault } } : { method: 'DELETE' });
const processOf = ({ orderId }: WebOrder) => house.temporal.workflow.getHandle(orderWorkflowId(orderId));

type Returned = { show: TestShow; placed: WebOrder; first: string; second: string };

/** Its process is over when this is. */
async function returnedAndPaidAgain(): Promise<Returned> {
  const show = await newShow(house, 5);
  const placed = await orderTaken(house, show);
  await payOnPage(placed.checkoutUrl);
  await inPhase(house, placed, 'paid');
  const [paid] = await house.db.sql<{ id: string }>('select payment_id as id from payments where order_id = $1', [
    placed.orderId,
  ]);

  // The provider pays back and its answer is lost; then it answers nobody, for as long as it takes.
  await faults({ mode: 'drop', times: 1 });
  await faults({ mode: 'error', status: 500, times: 100_000 });
  const path = `${house.web}/api/orders/${placed.orderId}/refund?token=${placed.token}`;
  const request = { body: { requestId: randomUUID() } };
  // A house that is busy is asked again, as the page does.
  await eventually(async () => (await call(path, request)).status === 200, 'the order is returned');
  await eventually(async () => (await backAtProvider(paid!.id)).length === 1, 'the provider has paid back');

  const session = placed.checkoutUrl.split('/').at(-1)!;
  const again = await call<{ paymentIntent: string }>(`${house.sandbox}/stripe/sessions/${session}/pay-again`, { body: {} });
  await eventually(
    async () => (await processOf(placed).query(orderView)).payments.length === 2,
    'the order has heard of the second',
  );
  assert.deepEqual((await refundsOf(placed))[0], { reason: 'refunded', state: 'requested' }, 'the first is under way');
  await faults();
  const ended = (await processOf(placed).result()) as { phase: string };
  assert.equal(ended.phase, 'refunded');
  return { show, placed, first: paid!.id, second: again.body.paymentIntent };
}

async function backAtProvider(intent: string): Promise<number[]> {
  const { body } = await call<{ data: Array<{ amount: number }> }>(`${house.sandbox}/v1/refunds?payment_intent=${intent}`, {
    headers: { authorization: `Bearer ${house.stripeKey}` },
  });
  return body.data.map(({ amount }) => amount);
}

const refundsOf = ({ orderId }: WebOrder) =>
  house.db.sql<{ reason: string; state: string }>('select reason, state from refunds where order_id = $1 order by created_at', [
    orderId,
  ]);

async function bothAreBackOnce({ show, placed, first, second }: Returned): Promise<void> {
  assert.deepEqual(await backAtProvider(first), [90_000], 'the first payment went back once');
  assert.deepEqual(await backAtProvider(second), [90_000], 'the second payment went back once');
  assert.deepEqual(await refundsOf(placed), [
    { reason: 'refunded', state: 'succeeded' },
    { reason: 'unearned', state: 'succeeded' },
  ]);
  const { phase, tickets, refunds } = await seen(house, placed);
  assert.deepEqual([phase, refunds.length], ['refunded', 2]);
  assert.deepEqual(await house.db.sql('select kind from attention_items where order_id = $1', [placed.orderId]), []);
  assert.deepEqual(
    tickets.filter(({ state }: { state: string }) => state === 'valid'),
    [],
  );
  assert.deepEqual(await house.db.sql('select seats_left from shows where id = $1', [show.id]), [{ seats_left: 5 }]);
  await assertSound(house.db, { over: true });
}

async function everyRequestHearsThatItIsOver({ show, placed: { orderId, token } }: Returned): Promise<void> {
  const requestId = randomUUID();
  const asked = { refund: { requestId }, exchange: { requestId, showId: show.id }, cancel: {} };
  for (const [what, body] of Object.entries(asked)) {
    const answer = await call(`${house.web}/api/orders/${orderId}/${what}?token=${token}`, { body });
    assert.deepEqual([answer.status, answer.body['error']], [409, what === 'cancel' ? 'NotAwaitingPayment' : 'OrderOver'], what);
    assert.doesNotMatch(String(answer.body['how']), /no money was taken/i);
  }
}

it('each of the two payments goes back once, and the order stays returned', async () => {
  const returned = await returnedAndPaidAgain();
  await bothAreBackOnce(returned);
  await everyRequestHearsThatItIsOver(returned);
});

it('a house that looks at no money once it returns some keeps the second: the check notices it', async () => {
  await house.worker.stop();
  await house.worker.start({ NODE_OPTIONS: `--import=${new URL('./deaf-to-money.ts', import.meta.url).href}` });
  const returned = await returnedAndPaidAgain();
  await assert.rejects(bothAreBackOnce(returned), /the second payment went back once/);
});
