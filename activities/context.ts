/** What an activity stands in: the tenant's entity manager, opened by the interceptor for this one call. */
import { RequestContext } from '@mikro-orm/core';
import type { EntityManager } from '@mikro-orm/postgresql';

/** @throws when called outside an activity, or in one whose input names neither tenant nor person. */
export function currentEm(): EntityManager {
  const em = RequestContext.getEntityManager();
  if (!em) throw new Error('No entity manager: the activity was called without tenantId or personId in its input');
  return em as EntityManager;
}

/** One transaction of the current tenant; `tx.execute` sees its row-level security. */
export const inTransaction = <T>(work: (tx: EntityManager) => Promise<T>): Promise<T> => currentEm().transactional(work);
