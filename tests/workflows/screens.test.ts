/** Whoever loses a ticket to a streamed show loses the picture, and hears of a new way in. */
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, describe, it } from 'node:test';
import type { TestWorkflowEnvironment } from '@temporalio/testing';
import type { Sealed } from '../../domain/sealed.ts';
import type { ShowKind } from '../../domain/shows.ts';
import { claimTicket, requestRefund, revokeTickets, showChanged } from '../../workflows/orders/messages.ts';
import { paymentSettled } from '../../workflows/payments/messages.ts';
import { record } from '../support/histories.ts';
import { eventually } from '../support/http.ts';
import { timeSkippingServer } from '../support/time-skipping.ts';
import { buy, type Handle, house, money } from './order-house.ts';

let server: TestWorkflowEnvironment;
before(async () => {
  server = await timeSkippingServer();
});
after(() => server?.teardown());

async function paid(way: ShowKind, then: (order: Handle, fakes: ReturnType<typeof house>) => Promise<void>): Promise<void> {
  const fakes = house(await server.currentTimeMs());
  Object.assign(fakes.plan, { way, inChat: way === 'telegram' });
  await buy(server, fakes, async (order) => {
    await order.signal(paymentSettled, money('pi_1'));
    await eventually(async () => fakes.named('deliverTickets').length === 1, 'delivered');
    await then(order, fakes);
  });
}
const asked = () => ({ personId: 'p1', requestId: randomUUID() as string });
const once = (fakes: ReturnType<typeof house>, name: string) =>
  eventually(async () => fakes.named(name).length === 1, `${name} once`);

describe('a ticket to a streamed show', () => {
  for (const [what, ask] of [
    [
      'returned',
      (order: Handle) =>
        order.executeUpdate(requestRefund, { args: [{ ...asked(), ticketIds: null, whole: false, byMember: false }] }),
    ],
    ['made void', (order: Handle) => order.executeUpdate(revokeTickets, { args: [{ ...asked(), ticketIds: ['t1'] }] })],
    [
      'handed to a companion',
      (order: Handle) =>
        order.executeUpdate(claimTicket, {
          args: [{ personId: 'p2', ticketId: 't1', language: 'ru', holder: 's1.sealed' as Sealed }],
        }),
    ],
  ] as const)
    it(`that is ${what} shows its picture to nobody any more`, async () => {
      await paid('stream', async (order, fakes) => {
        assert.equal(fakes.named('revokeScreens').length, 0);
        await ask(order);
        await once(fakes, 'revokeScreens');
        if (what === 'returned') await record('ticket-order.watched-and-returned', order);
      });
    });

  it('is the only kind that asks the media server: control', async () => {
    await paid('telegram', async (order, fakes) => {
      await order.executeUpdate(requestRefund, { args: [{ ...asked(), ticketIds: null, whole: false, byMember: false }] });
      await once(fakes, 'clearChat');
      assert.equal(fakes.named('revokeScreens').length, 0);
    });
  });
});

describe('a show that is played another way', () => {
  it('tells its people of the new way in, and the old one is left', async () => {
    await paid('telegram', async (order, fakes) => {
      Object.assign(fakes.plan, { way: 'stream', inChat: false });
      const change = { revision: 1, kind: 'wayIn', startsAt: fakes.plan.startsAt } as const;
      await order.signal(showChanged, change);
      await order.signal(showChanged, change);
      await once(fakes, 'tellWayChanged');
      await once(fakes, 'clearChat');
      assert.equal(fakes.named('tellShowMoved').length, 0);
      await record('ticket-order.another-way', order);
    });
  });

  it('invites into the new hall', async () => {
    await paid('stream', async (order, fakes) => {
      Object.assign(fakes.plan, { way: 'telegram', inChat: true });
      await order.signal(showChanged, { revision: 1, kind: 'wayIn', startsAt: fakes.plan.startsAt });
      await once(fakes, 'tellWayChanged');
      await once(fakes, 'inviteHolders');
    });
  });
});
