/** The row of an audience: whoever has locked it gives out the numbers of its changes, and tells the servers of them. */
import type { EntityManager } from '@mikro-orm/postgresql';
import { audienceChannel } from '../../domain/audience-channel.ts';

export type AudienceRow = {
  seq: number;
  open: boolean;
  slow_seconds: number;
  links: boolean;
  words: string[];
  pinned: string | null;
};
type OfShow = { tenantId: string; showId: string };

/** Made with the words that the theatre's newest audience minds, if it is not there. */
export async function lockAudience(tx: EntityManager, { tenantId, showId }: OfShow): Promise<AudienceRow> {
  const read = () =>
    tx.execute<AudienceRow[]>(
      'select seq, open, slow_seconds, links, words, pinned from audiences where tenant_id = ? and show_id = ? for no key update',
      [tenantId, showId],
    );
  const [row] = await read();
  if (row) return row;
  await tx.execute(
    `insert into audiences (tenant_id, show_id, words, links)
     select ?, ?, coalesce(a.words, '[]'::jsonb), coalesce(a.links, false)
     from (select 1) one left join lateral (select words, links from audiences where tenant_id = ? order by created_at desc limit 1) a on true
     on conflict do nothing`,
    [tenantId, showId, tenantId],
  );
  return (await read())[0]!;
}

/** The servers hear of it when this transaction is committed, all of them in the order of the commits. */
export async function saveSeq(tx: EntityManager, { tenantId, showId }: OfShow, seq: number): Promise<void> {
  await tx.execute('update audiences set seq = ?, changed_at = now() where tenant_id = ? and show_id = ?', [
    seq,
    tenantId,
    showId,
  ]);
  await tx.execute('select pg_notify(?, ?)', [audienceChannel, `${showId}:${seq}`]);
}
