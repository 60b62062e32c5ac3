/** What an organisation has put on, and how it sells. Read as its member: row-level security shows nothing of others. */
import type { EntityManager } from '@mikro-orm/postgresql';
import { Refusal } from '../../domain/errors.ts';

export async function productionsOf(_em: EntityManager, _tenantId: string): Promise<unknown> {
  throw new Refusal('Busy');
}
export async function showDetails(_em: EntityManager, _showId: string): Promise<object | undefined> {
  throw new Refusal('Busy');
}
