/** Who changed what, on record once for each request: a request that comes again finds what it was answered. */
import type { EntityManager } from '@mikro-orm/postgresql';
import { nameUuid } from '../domain/uuid.ts';
import type { Acting } from './authorise.ts';

export type AuditDetails = Record<string, string | number | boolean | null>;
export type Audited = Acting & {
  /** moveShow, addProduction … */
  action: string;
  /** show:<id>, production:<id> … */
  subject: string;
  requestId: string;
};

const idOf = ({ requestId, action, subject }: Audited) => nameUuid('audit', requestId, action, subject);

/** What this very request was answered before. Ask while you hold the lock under which it is done. */
export async function answeredBefore(tx: EntityManager, entry: Audited): Promise<AuditDetails | undefined> {
  const [row] = await tx.execute<Array<{ details: AuditDetails }>>(
    'select details from audit_entries where tenant_id = ? and id = ?',
    [entry.tenantId, idOf(entry)],
  );
  return row?.details;
}

/** @returns false when it is on record already. */
export async function audit(tx: EntityManager, entry: Audited, details: AuditDetails): Promise<boolean> {
  const rows = await tx.execute<unknown[]>(
    `insert into audit_entries (tenant_id, id, by_person, action, subject, details) values (?, ?, ?, ?, ?, ?::jsonb)
     on conflict do nothing returning id`,
    [entry.tenantId, idOf(entry), entry.by, entry.action, entry.subject, JSON.stringify(details)],
  );
  return rows.length > 0;
}
