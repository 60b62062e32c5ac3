/** Entity managers for the four readers; row-level security sees who asks through settings of each transaction. */
import type { EntityManager, MikroORM } from '@mikro-orm/postgresql';

export type Readers = {
  public(): EntityManager;
  person(personId: string): EntityManager;
  member(tenantId: string): EntityManager;
  platform(): EntityManager;
};

const session = (orm: MikroORM, variables: Record<string, string>): EntityManager =>
  orm.em.fork({ clear: true, session: { variables } });

/** One fork for one request, activity or update: never kept. */
export const readersOf = (orm: MikroORM): Readers => ({
  public: () => session(orm, { 'app.reader': 'public' }),
  person: (personId) => session(orm, { 'app.reader': 'person', 'app.person_id': personId }),
  member: (tenantId) => session(orm, { 'app.reader': 'member', 'app.tenant_id': tenantId }),
  platform: () => session(orm, { 'app.reader': 'platform' }),
});
