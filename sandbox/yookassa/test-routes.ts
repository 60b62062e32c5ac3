/** What only a tester can make YooKassa do: money twice, odd sums, time that passes, refunds that go wrong, forged words. */
import { Router } from 'express';
import { z } from 'zod';
import { read } from '../shared/input.ts';
import { notFound } from '../shared/refusal.ts';
import { type Desk, tell } from './desk.ts';
import { authorise, giveUp, newPayment, succeed } from './payments.ts';
import { failRefund, settleRefund } from './refunds.ts';
import type { Payment, Refund } from './types.ts';

const odd = z.object({
  amount: z.object({ value: z.string(), currency: z.string().length(3) }),
  metadata: z.record(z.string(), z.string()).default({}),
  status: z.enum(['waiting_for_capture', 'succeeded']).default('waiting_for_capture'),
});
const notification = z.object({ event: z.string().min(1), object: z.record(z.string(), z.unknown()) });
const nextRefund = z.object({ status: z.enum(['pending', 'succeeded', 'canceled']) });

export function yooKassaTestRoutes(desk: Desk): Router {
  const router = Router();
  const payment = (id: string): Payment => {
    const found = desk.state.payments[id];
    if (found) return found;
    throw notFound(`There is no payment ${id}; POST /v3/payments makes one.`);
  };
  const refund = (id: string): Refund => {
    const found = desk.state.refunds[id];
    if (found) return found;
    throw notFound(`There is no refund ${id}; POST /v3/refunds makes one.`);
  };
  const paid = (made: Payment, status: Payment['status']): Payment => {
    if (status === 'succeeded') succeed(desk, made);
    else authorise(desk, made, 'bank_card');
    return made;
  };

  /** A payment that did not come through the API, already paid. */
  router.post('/yookassa/payments', (request, response) => {
    const { amount, metadata, status } = read(odd, request.body);
    response.status(201).json(paid(newPayment(desk, { amount, metadata, description: 'made by a tester' }), status));
  });
  /** Money that came twice: another payment for the same. */
  router.post('/yookassa/payments/:id/pay-again', (request, response) => {
    const { amount, metadata, description } = payment(request.params['id']);
    response.json(paid(newPayment(desk, { amount, metadata, description }), 'succeeded'));
  });
  router.post('/yookassa/payments/:id/lapse', (request, response) => {
    const lapsed = payment(request.params['id']);
    if (lapsed.status === 'pending') giveUp(desk, lapsed, 'yoo_money', 'expired_on_confirmation');
    if (lapsed.status === 'waiting_for_capture') giveUp(desk, lapsed, 'yoo_money', 'expired_on_capture');
    response.json(lapsed);
  });
  router.get('/yookassa/receipts/:id', (request, response) => {
    const receipt = desk.state.receipts[request.params['id']];
    if (!receipt) throw notFound(`There is no receipt of ${request.params['id']}.`);
    response.json(receipt);
  });
  router.post('/yookassa/refunds/next', (request, response) => {
    desk.state.nextRefund = read(nextRefund, request.body);
    response.status(201).json(desk.state.nextRefund);
  });
  router.post('/yookassa/refunds/:id/fail', (request, response) => {
    response.json(failRefund(desk, refund(request.params['id'])));
  });
  router.post('/yookassa/refunds/:id/settle', (request, response) => {
    response.json(settleRefund(desk, refund(request.params['id'])));
  });
  router.post('/yookassa/notifications', (request, response) => {
    const { event, object } = read(notification, request.body);
    response.status(201).json(tell(desk, event, object));
  });
  router.get('/yookassa/deliveries', (_request, response) => {
    response.json(
      desk.state.deliveries.map(({ body, attempts, notBefore, held }) => ({
        ...{ ...body, attempts, held: held ?? false },
        nextAttempt: notBefore === undefined ? null : new Date(notBefore).toISOString(),
      })),
    );
  });
  return router;
}
