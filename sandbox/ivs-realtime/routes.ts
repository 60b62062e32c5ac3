/** `/ivs-realtime/<Operation>`: who asks, and IVS's shape of every answer. */
import type { Router } from 'express';
import { awsRoutes } from '../ivs/routes.ts';
import { isOperation, perform } from './operations.ts';
import type { Studio } from './studio.ts';

export const ivsRealtimeRoutes = (studio: Studio): Router =>
  awsRoutes(studio.faults, 'ivs-realtime', (operation, body) =>
    isOperation(operation) ? { done: perform(studio, operation, body) } : null,
  );
