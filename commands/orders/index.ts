/** Everything that can be asked of a ticket order. */
import type { Client } from '@temporalio/client';
import type { SealingKeys } from '../../domain/sealed.ts';
import { type CheckoutCommands, createCheckoutCommands } from './checkout.ts';
import { createKeepingCommands, type KeepingCommands } from './keeping.ts';

export type { CheckoutCommand } from './checkout.ts';
export type OrderCommands = CheckoutCommands & KeepingCommands;
export const createOrderCommands = (deps: { temporal: Client; sealingKeys: SealingKeys }): OrderCommands => ({
  ...createCheckoutCommands(deps),
  ...createKeepingCommands(deps),
});
