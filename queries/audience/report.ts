/** The figures of an audience: live while it gathers, and its report afterwards. */
import type { EntityManager } from '@mikro-orm/postgresql';
import type { ReactionCounts } from '../../domain/audience.ts';
import type { Currency } from '../../domain/money.ts';
import type { OfShow } from './feed.ts';

type Money = { amount: number; currency: Currency };
export type AudienceMinute = {
  minute: Date;
  viewers: number;
  joins: number;
  leaves: number;
  lines: number;
  reactions: number;
  stalls: number;
  stalledMs: number;
  errors: number;
  /** kbit/s; null: no player told. */
  bitrate: number | null;
  donations: Money[];
};
export type AudienceReport = {
  peak: number;
  peakAt: Date | null;
  /** Holders of tickets who were there at all. */
  watchers: number;
  averageSeconds: number;
  lines: number;
  reactions: ReactionCounts;
  donations: Array<Money & { count: number }>;
  /** Who wrote, felt or gave something. */
  engaged: number;
  stalls: number;
  stalledMs: number;
  errors: number;
  bitrate: number | null;
  /** `??`: nobody knows. Most first. */
  countries: Array<{ country: string; viewers: number; seconds: number }>;
  minutes: AudienceMinute[];
};

/** @param em reads as the organisation */
export async function audienceReport(em: EntityManager, { tenantId, showId }: OfShow): Promise<AudienceReport> {
  const of = [tenantId, showId];
  const [audience] = await em.execute<Array<{ peak: number; peakAt: Date | null; reactions: ReactionCounts }>>(
    'select peak, peak_at as "peakAt", reactions from audiences where tenant_id = ? and show_id = ?',
    of,
  );
  const [totals] = await em.execute<
    Array<Pick<AudienceReport, 'watchers' | 'averageSeconds' | 'engaged' | 'stalls' | 'stalledMs' | 'errors'>>
  >(
    `select count(*)::int as watchers, coalesce(avg(seconds), 0)::int as "averageSeconds", coalesce(sum(stalls), 0)::int as stalls,
       coalesce(sum(stalled_ms), 0)::int as "stalledMs", coalesce(sum(errors), 0)::int as errors,
       count(*) filter (where w.lines > 0 or w.reactions > 0 or exists (select 1 from audience_lines l where l.tenant_id = w.tenant_id
         and l.show_id = w.show_id and l.person_id = w.person_id and l.kind = 'donation'))::int as engaged
     from (select person_id, tenant_id, show_id, sum(seconds) as seconds, sum(stalls) as stalls, sum(stalled_ms) as stalled_ms, sum(errors) as errors,
       sum(lines) as lines, sum(reactions) as reactions from watch_times where tenant_id = ? and show_id = ? group by person_id, tenant_id, show_id) w`,
    of,
  );
  const [lines] = await em.execute<Array<{ count: number }>>(
    `select count(*)::int as count from audience_lines where tenant_id = ? and show_id = ? and kind = 'line' and removed_at is null`,
    of,
  );
  const donations = await em.execute<AudienceReport['donations']>(
    `select currency, sum(amount)::int as amount, count(*)::int as count from audience_lines
     where tenant_id = ? and show_id = ? and kind = 'donation' group by currency order by currency`,
    of,
  );
  // Two question marks, spelt out: the builder would take them for a name to fill in.
  const countries = await em.execute<AudienceReport['countries']>(
    `select coalesce(country, chr(63) || chr(63)) as country, count(distinct person_id)::int as viewers, sum(seconds)::int as seconds from watch_times
     where tenant_id = ? and show_id = ? group by 1 order by 2 desc, 1`,
    of,
  );
  const minutes = await minutesOf(em, { tenantId, showId });
  const told = minutes.filter(({ bitrate }) => bitrate !== null);
  return {
    ...{ peak: audience?.peak ?? 0, peakAt: audience?.peakAt ?? null, reactions: audience?.reactions ?? {} },
    ...{ ...totals!, lines: lines!.count, donations, countries, minutes },
    bitrate: told.length === 0 ? null : Math.round(told.reduce((all, { bitrate }) => all + bitrate!, 0) / told.length),
  };
}

async function minutesOf(em: EntityManager, { tenantId, showId }: OfShow): Promise<AudienceMinute[]> {
  const rows = await em.execute<Array<Omit<AudienceMinute, 'donations'>>>(
    `select minute, sum(viewers)::int as viewers, sum(joins)::int as joins, sum(leaves)::int as leaves, sum(lines)::int as lines,
       coalesce(sum((select sum(value::int) from jsonb_each_text(reactions))), 0)::int as reactions, sum(stalls)::int as stalls,
       sum(stalled_ms)::int as "stalledMs", sum(errors)::int as errors, (sum(bitrate_sum) / nullif(sum(bitrate_count), 0))::int as bitrate
     from audience_minutes where tenant_id = ? and show_id = ? group by minute order by minute`,
    [tenantId, showId],
  );
  const given = await em.execute<Array<{ minute: Date; amount: number; currency: Currency }>>(
    `select date_trunc('minute', at) as minute, currency, sum(amount)::int as amount from audience_lines
     where tenant_id = ? and show_id = ? and kind = 'donation' group by 1, 2`,
    [tenantId, showId],
  );
  const nothing = { viewers: 0, joins: 0, leaves: 0, lines: 0, reactions: 0, stalls: 0, stalledMs: 0, errors: 0, bitrate: null };
  const byTime = new Map(rows.map((row) => [row.minute.getTime(), { ...row, donations: [] as Money[] }]));
  for (const { minute, amount, currency } of given) {
    const at = byTime.get(minute.getTime()) ?? { minute, ...nothing, donations: [] };
    at.donations.push({ amount, currency });
    byTime.set(minute.getTime(), at);
  }
  return [...byTime.values()].sort((a, b) => a.minute.getTime() - b.minute.getTime());
}
