/** What an organisation has put on, drafts included. Row-level security shows nothing of others. */
import type { EntityManager } from '@mikro-orm/postgresql';
import type { LocalText } from '../../domain/language.ts';
import type { PosterSymbol, ShowKind, ShowStatus } from '../../domain/shows.ts';
import { type SalesView, salesOf } from './sales.ts';

export type MyShowView = {
  id: string;
  code: string;
  startsAt: string;
  timeZone: string;
  kind: ShowKind;
  status: ShowStatus;
  published: boolean;
  sales: SalesView;
};
export type MyProductionView = {
  id: string;
  slug: string;
  title: LocalText;
  author: LocalText;
  description: LocalText;
  minutes: number;
  ageLimit: number;
  symbol: PosterSymbol;
  hue: number;
  posterUrl: string;
  published: boolean;
  shows: MyShowView[];
};
export type MyProductionsView = { timeZone: string; productions: MyProductionView[] };

export type ShowRow = Omit<MyShowView, 'startsAt' | 'sales'> & { starts_at: Date; capacity: number; production_id: string };
export const showColumns = `s.id, s.code, s.starts_at, s.time_zone as "timeZone", s.kind, s.status, s.published_at is not null as published, s.capacity, s.production_id`;

/** Productions in their order on the playbill, dates as they come. */
export async function productionsOf(em: EntityManager, tenantId: string): Promise<MyProductionsView> {
  return em.transactional(async (tx) => {
    const [organisation] = await tx.execute<Array<{ timeZone: string }>>(
      'select time_zone as "timeZone" from organisations where id = ?',
      [tenantId],
    );
    const productions = await tx.execute<Array<Omit<MyProductionView, 'posterUrl' | 'shows'>>>(
      `select id, slug, title, author, description, minutes, age_limit as "ageLimit", symbol, hue, published_at is not null as published
       from productions where tenant_id = ? order by position, created_at`,
      [tenantId],
    );
    const rows = await tx.execute<ShowRow[]>(`select ${showColumns} from shows s where s.tenant_id = ? order by s.starts_at`, [
      tenantId,
    ]);
    const sales = await salesOf(tx, tenantId, new Map(rows.map(({ id, capacity }) => [id, capacity])));
    const showsOf = (id: string) => rows.filter((row) => row.production_id === id).map((row) => showOf(row, sales.get(row.id)!));
    return {
      timeZone: organisation!.timeZone,
      productions: productions.map((production) => ({
        ...production,
        posterUrl: posterOf(production.slug),
        shows: showsOf(production.id),
      })),
    };
  });
}

export const posterOf = (slug: string): string => `/api/productions/${slug}/poster.svg`;

export const showOf = (
  { starts_at: startsAt, capacity: _, production_id: __, ...row }: ShowRow,
  sales: SalesView,
): MyShowView => ({
  ...row,
  startsAt: startsAt.toISOString(),
  sales,
});
