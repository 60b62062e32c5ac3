/** What only a tester can make Stripe do: odd events, money twice, time that passes. */
import { Router } from 'express';
import { z } from 'zod';
import { read } from '../shared/input.ts';
import { notFound } from '../shared/refusal.ts';
import { type Desk, emit } from './desk.ts';
import { expire } from './expire.ts';
import { payAgain } from './pay.ts';
import { failRefund } from './refunds.ts';
import type { Session } from './types.ts';

const event = z.object({ type: z.string().min(1), object: z.record(z.string(), z.unknown()) });

export function stripeTestRoutes(desk: Desk): Router {
  const router = Router();
  const session = (id: string): Session => {
    const found = desk.state.sessions[id];
    if (found) return found;
    throw notFound(`There is no session ${id}; POST /v1/checkout/sessions makes one.`);
  };

  router.post('/stripe/events', (request, response) => {
    const { type, object } = read(event, request.body);
    response.status(201).json(emit(desk, type, object, String(object['id'] ?? type)));
  });

  router.post('/stripe/sessions/:id/pay-again', (request, response) => {
    response.json(payAgain(desk, session(request.params['id'])));
  });

  router.post('/stripe/sessions/:id/lapse', (request, response) => {
    const lapsed = session(request.params['id']);
    if (lapsed.status === 'open') expire(desk, lapsed);
    response.json(lapsed);
  });

  router.post('/stripe/refunds/:id/fail', (request, response) => {
    const refund = desk.state.refunds[request.params['id']];
    if (refund === undefined) throw notFound(`There is no refund ${request.params['id']}.`);
    response.json(failRefund(desk, refund));
  });

  router.get('/stripe/deliveries', (_request, response) => {
    response.json(
      desk.state.deliveries.map(({ kind, body, attempts, notBefore, held }) => ({
        ...{ type: kind, ...body, attempts, held: held ?? false },
        nextAttempt: notBefore === undefined ? null : new Date(notBefore).toISOString(),
      })),
    );
  });
  return router;
}
