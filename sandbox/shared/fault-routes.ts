/** `/faults`: what testers use to order misbehaviour, see it and call it off. */
import { Router } from 'express';
import { z } from 'zod';
import type { Faults } from './faults.ts';
import { read } from './input.ts';

const body = z.object({
  target: z.enum([
    'stripe-webhook',
    'stripe-api',
    'yookassa-webhook',
    'yookassa-api',
    'telegram-api',
    'telegram-updates',
    'ivs-api',
    'ivs-events',
    'mediamtx-api',
    'mediamtx-notices',
    'mail',
  ]),
  mode: z.enum(['duplicate', 'delay', 'reorder', 'drop', 'error']),
  times: z.int().min(1).max(100_000).default(1),
  ms: z.int().min(0).max(600_000).default(1000),
  status: z.int().min(400).max(599).default(500),
  method: z.string().min(1).optional(),
});

export function faultRoutes(faults: Faults): Router {
  const router = Router();
  router.get('/faults', (_request, response) => void response.json(faults.list()));
  router.post('/faults', (request, response) => void response.status(201).json(faults.add(read(body, request.body))));
  router.delete('/faults', (_request, response) => {
    faults.clear();
    response.status(204).end();
  });
  return router;
}
