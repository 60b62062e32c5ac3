/** The worst moments of a sale for its worker to die. */
import assert from 'node:assert/strict';
import { inPhase, newShow, newViewer, order, payOnPage, seen, type TestShow, type WebOrder } from '../support/buyers.ts';
import type { House } from '../support/house.ts';
import { eventually } from '../support/http.ts';
import { always, fault, type Moment, patient, withheld } from './moment.ts';

export type Viewer = Awaited<ReturnType<typeof newViewer>>;
export const ticketPhotos = async (viewer: Viewer) =>
  (await viewer.messages()).filter(({ media, protectContent, text }) => media && protectContent && text.includes('№')).length;

export function beforeTheMoney(house: House): Moment {
  let placed: WebOrder;
  return {
    name: 'before the money comes: the signal waits, and the ticket is issued once it is back',
    async arrange() {
      placed = await order(house, await newShow(house, 1));
    },
    async whileDead() {
      await payOnPage(placed.checkoutUrl);
      await eventually(async () => {
        const { events } = await house.temporal.workflow.getHandle(`order:${placed.orderId}`).fetchHistory();
        return events?.some(({ workflowExecutionSignaledEventAttributes: signal }) => signal?.signalName === 'paymentSettled');
      }, 'Temporal has the signal');
      assert.equal((await seen(house, placed))['phase'], 'awaitingPayment');
    },
    async afterwards() {
      assert.equal((await inPhase(house, placed, 'paid', patient))['tickets'].length, 1);
    },
  };
}

/** Before `betweenPaidAndTicket`: afterwards Telegram takes no picture any more. */
export function whileTelegramHoldsTheAnswer(house: House): Moment {
  let anna: Viewer;
  let show: TestShow;
  return {
    name: 'while Telegram holds the answer back: the ticket arrives, at most twice and with one number',
    async arrange() {
      anna = await newViewer(house);
      show = await newShow(house, 1);
      const invoice = await anna.order(show);
      await fault(house, { target: 'telegram-api', method: 'sendPhoto', ...withheld });
      await anna.pay(invoice.messageId);
      await eventually(async () => (await ticketPhotos(anna)) === 1, 'the ticket is there, its answer is not');
    },
    async whileDead() {
      assert.deepEqual(await stateOfTickets(house, show), ['sending'], 'nobody here knows of it');
    },
    async afterwards() {
      await eventually(async () => !(await stateOfTickets(house, show)).includes('sending'), 'the outcome is known', patient);
      const photos = (await anna.messages()).filter(({ media, text }) => media && text.includes('№'));
      assert.ok(photos.length >= 1 && photos.length <= 2);
      assert.equal(new Set(photos.map(({ text }) => text)).size, 1);
    },
  };
}
/** What became of the tickets' message, for each order of a show. */
const stateOfTickets = async (house: House, { id }: TestShow): Promise<string[]> =>
  (
    await house.db.sql<{ state: string }>(
      `select m.state from messages m join orders o on o.id = m.order_id where o.show_id = $1 and m.key like 'tickets:%'`,
      [id],
    )
  ).map(({ state }) => state);

export function betweenPaidAndTicket(house: House): Moment {
  let boris: Viewer;
  let show: TestShow;
  return {
    name: 'between paid and ticket: the message goes out once, after it is back',
    async arrange() {
      boris = await newViewer(house, { firstName: 'Борис' });
      show = await newShow(house, 1);
      const invoice = await boris.order(show);
      // Telegram refuses, so that the order is paid and its ticket is not sent when the worker dies.
      await fault(house, { target: 'telegram-api', method: 'sendPhoto', mode: 'error', status: 429, ...always });
      await boris.pay(invoice.messageId);
      await eventually(
        async () =>
          (
            await house.db.sql(
              `select 1 from messages m join orders o on o.id = m.order_id where o.show_id = $1 and m.state = 'intended' and attempts > 0`,
              [show.id],
            )
          ).length > 0,
        'the first attempt was refused',
      );
    },
    whileDead: async () => assert.equal(await ticketPhotos(boris), 0),
    async afterwards() {
      await eventually(async () => (await ticketPhotos(boris)) === 1, 'the ticket', patient);
      await eventually(async () => (await stateOfTickets(house, show))[0] === 'sent', 'it is on record', patient);
      assert.equal(await ticketPhotos(boris), 1);
    },
  };
}
