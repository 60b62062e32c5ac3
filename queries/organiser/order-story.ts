/** An order from its first minute, told from its rows. */
import { Refusal } from '../../domain/errors.ts';
import type { Readers } from '../readers.ts';

export async function orderStory(_readers: Readers, _tenantId: string, _orderId: string): Promise<object | undefined> {
  throw new Refusal('Busy');
}
