/** Whose stage somebody speaks of who knows a channel or a chat. */
import type { EntityManager } from '@mikro-orm/postgresql';

type Place = { tenantId: string; showId: string };

/** @param platform reads every organisation's rows */
export async function stageOfChannel(platform: EntityManager, provider: string, channelId: string): Promise<Place | undefined> {
  const [row] = await platform.execute<Place[]>(
    `select tenant_id as "tenantId", show_id as "showId" from stages where provider = ? and channel_id = ? limit 1`,
    [provider, channelId],
  );
  return row;
}

/** The show whose evening it is in that chat: a chat may see many, one after another. */
export async function stageOfChat(platform: EntityManager, chatId: number): Promise<Place | undefined> {
  const [row] = await platform.execute<Place[]>(
    `select s.tenant_id as "tenantId", s.id as "showId" from shows s join productions p on p.tenant_id = s.tenant_id and p.id = s.production_id
     where s.chat_id = ? and s.kind = 'telegram' and s.status not in ('draft', 'cancelled', 'archived')
       and now() between s.starts_at - interval '1 hour' and s.starts_at + make_interval(mins => p.minutes) + interval '6 hours'
     order by s.starts_at limit 1`,
    [chatId],
  );
  return row;
}

export type AccessFacts = {
  channel: { keyRevision: number; tornDown: boolean; onAir: boolean; publishing: boolean } | null;
  revokedUpTo: number;
};

/** What the rows say of a channel, and of whoever wants to watch it there. @param viewerId a ticket's id, or a member's */
export async function accessFacts(
  platform: EntityManager,
  provider: string,
  channelId: string,
  viewerId: string | undefined,
): Promise<AccessFacts> {
  const [row] = await platform.execute<Array<NonNullable<AccessFacts['channel']> & { revokedUpTo: number }>>(
    `select g.key_revision as "keyRevision", g.torn_down_at is not null as "tornDown", g.on_air as "onAir",
       coalesce((g.picture->>'publishing')::boolean, false) as publishing,
       coalesce((select max(c.version) from screens c where c.tenant_id = g.tenant_id and c.ticket_id = ?::uuid and c.ended_at is not null), 0) as "revokedUpTo"
     from stages g where g.provider = ? and g.channel_id = ? limit 1`,
    [viewerId ?? null, provider, channelId],
  );
  if (!row) return { channel: null, revokedUpTo: 0 };
  const { revokedUpTo, ...channel } = row;
  return { channel, revokedUpTo };
}
