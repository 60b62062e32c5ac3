/** What an activity stands in: the tenant's entity manager, opened by the interceptor for this one call. */
import { RequestContext } from '@mikro-orm/core';
import { ConnectionException, type EntityManager } from '@mikro-orm/postgresql';
import { databaseAway } from '../domain/away.ts';

/** @throws when called outside an activity, or in one whose input names neither tenant nor person. */
export function currentEm(): EntityManager {
  const em = RequestContext.getEntityManager();
  if (!em) throw new Error('No entity manager: the activity was called without tenantId or personId in its input');
  return em as EntityManager;
}

/**
 * One transaction of the current tenant; `tx.execute` sees its row-level security.
 * @throws ConnectionException when the commit was not answered: MikroORM names what a query meets, and a commit's end not.
 */
export async function inTransaction<T>(work: (tx: EntityManager) => Promise<T>): Promise<T> {
  let committing = false;
  try {
    return await currentEm().transactional(async (tx) => {
      const answer = await work(tx);
      committing = true;
      return answer;
    });
  } catch (error) {
    throw committing && databaseAway(error) ? new ConnectionException(error as Error) : error;
  }
}
