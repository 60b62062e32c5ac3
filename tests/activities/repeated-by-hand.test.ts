/** A member's change whose answer was lost comes again after they have left: what was done is found, and nothing new is allowed. */
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, describe, it } from 'node:test';
import type { ApplicationFailure } from '@temporalio/common';
import { createReturnActivities } from '../../activities/orders/return.ts';
import { createSeatActivities } from '../../activities/orders/seats.ts';
import { createSettleActivities } from '../../activities/orders/settle.ts';
import { createShowChangeActivities } from '../../activities/shows/change.ts';
import { sampleTenantId as tenantId } from '../../database/sample/theatre.ts';
import type { Role } from '../../domain/members.ts';
import { type Bench, holdRequest, openBench, sealingKeys } from './support.ts';

let bench: Bench;
before(async () => {
  bench = await openBench();
});
after(() => bench?.close());

async function hired(role: Role): Promise<string> {
  const by = randomUUID();
  await bench.db.sql('insert into members (tenant_id, person_id, role, name) values ($1, $2, $3, $4)', [tenantId, by, role, 'x']);
  return by;
}
const leave = (by: string) => bench.db.sql('update members set removed_at = now() where person_id = $1', [by]);
const notAllowed = ({ type }: ApplicationFailure) => type === 'NotAllowed';

async function paidOrder() {
  const { request, buyer, show } = await holdRequest(bench, { quantity: 2 });
  const { holdSeats } = createSeatActivities({ sealingKeys });
  const order = { tenantId, orderId: request.orderId };
  const held = await bench.step(() => holdSeats({ ...request, buyer }));
  assert.ok(held.held);
  const { amount, currency } = held.total;
  const payment = { provider: request.provider as 'stars', account: 'platform', paymentId: randomUUID(), amount, currency };
  assert.equal(await bench.step(() => createSettleActivities().settleOrder({ ...order, payment, accept: true })), 'accepted');
  const rows = await bench.db.sql<{ id: string }>('select id from tickets where order_id = $1', [order.orderId]);
  return { order, show, ticketIds: rows.map(({ id }) => id) };
}

describe('after the member has left', () => {
  const { returnTickets, voidTickets } = createReturnActivities();
  const { cancelShow, moveShow } = createShowChangeActivities();
  /** @param ask makes the step, under this request id */
  async function again<T>(by: string, ask: (requestId: string) => Promise<T>): Promise<void> {
    const requestId = randomUUID();
    const first = await bench.step(() => ask(requestId));
    await leave(by);
    assert.deepEqual(await bench.step(() => ask(requestId)), first, 'the same answer, so that what follows is done');
    await assert.rejects(
      bench.step(() => ask(randomUUID())),
      notAllowed,
      'control: another request is not theirs to make',
    );
  }

  it('a return of the whole price', async () => {
    const by = await hired('operator');
    const { order } = await paidOrder();
    const asked = { ...order, personId: by, ticketIds: null, whole: true, byMember: true };
    await again(by, (requestId) => returnTickets({ ...asked, requestId }));
  });

  it('tickets made void', async () => {
    const by = await hired('operator');
    const { order, ticketIds } = await paidOrder();
    await again(by, async (requestId) => {
      const { ticketIds: gone, closed } = await voidTickets({ ...order, personId: by, ticketIds, requestId });
      return { gone: gone.sort(), closed };
    });
  });

  it('a cancelled show', async () => {
    const by = await hired('owner');
    const { show } = await holdRequest(bench);
    await again(by, (requestId) => cancelShow({ tenantId, showId: show.id, by, requestId }));
  });

  it('a moved show', async () => {
    const by = await hired('owner');
    const { show } = await holdRequest(bench);
    const startsAt = '2099-01-01T16:00:00.000Z';
    await again(by, (requestId) => moveShow({ tenantId, showId: show.id, by, startsAt, requestId }));
  });
});
