/** What waits for a person's decision. */
import type { EntityManager } from '@mikro-orm/postgresql';
import { Refusal } from '../../domain/errors.ts';

export async function attentionList(_em: EntityManager, _tenantId: string): Promise<Array<{ id: string; canRetry: boolean }>> {
  throw new Refusal('Busy');
}
