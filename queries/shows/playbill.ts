/** What anybody may see of productions and their dates. */
import type { EntityManager } from '@mikro-orm/postgresql';
import type { LocalText } from '../../domain/language.ts';
import { type Currency, type Money, money } from '../../domain/money.ts';
import type { RefundPolicy } from '../../domain/refund-policy.ts';
import { type PosterSymbol, type ShowKind, type ShowStatus, sellingStatuses } from '../../domain/shows.ts';
import type { CountryRule } from '../../domain/stage.ts';

export type ProductionView = {
  id: string;
  slug: string;
  title: LocalText;
  author: LocalText;
  description: LocalText;
  theatre: LocalText;
  minutes: number;
  ageLimit: number;
  symbol: PosterSymbol;
  hue: number;
  posterUrl: string;
};
export type ShowDateView = {
  id: string;
  code: string;
  startsAt: string;
  timeZone: string;
  kind: ShowKind;
  status: ShowStatus;
  seatsLeft: number;
  onSale: boolean;
  fromPrices: Money[];
};
export type ShowSummaryView = ShowDateView & { production: ProductionView };
export type TicketTypeView = {
  id: string;
  position: number;
  name: LocalText;
  note: LocalText;
  prices: Money[];
  left: number;
  openPrice: boolean;
};
export type ShowView = ShowSummaryView & {
  tenantId: string;
  holdMinutes: number;
  refundPolicy: Required<RefundPolicy>;
  countries: CountryRule | null;
  ticketTypes: TicketTypeView[];
  otherDates: ShowDateView[];
};

type Row = {
  tenant_id: string;
  id: string;
  code: string;
  starts_at: Date;
  time_zone: string;
  kind: ShowKind;
  status: ShowStatus;
  seats_left: number;
  hold_minutes: number;
  refund_policy: RefundPolicy;
  countries: CountryRule | null;
  prices: Array<{ currency: Currency; amount: number }> | null;
  production: Omit<ProductionView, 'posterUrl'>;
};

const columns = `s.tenant_id, s.id, s.code, s.starts_at, s.time_zone, s.kind, s.status, s.seats_left, s.hold_minutes, s.refund_policy, s.countries,
  (select jsonb_agg(jsonb_build_object('currency', currency, 'amount', amount) order by currency desc) from (
     select pr.currency, min(pr.amount) as amount from ticket_types t
     join ticket_prices pr on pr.tenant_id = t.tenant_id and pr.ticket_type_id = t.id
     where t.tenant_id = s.tenant_id and t.show_id = s.id group by pr.currency) lowest) as prices,
  jsonb_build_object('id', p.id, 'slug', p.slug, 'title', p.title, 'author', p.author, 'description', p.description, 'theatre', g.name,
    'minutes', p.minutes, 'ageLimit', p.age_limit, 'symbol', p.symbol, 'hue', p.hue) as production`;
const from = `from shows s join productions p on p.tenant_id = s.tenant_id and p.id = s.production_id join organisations g on g.id = s.tenant_id`;

/** Dates ahead, soonest first, of every theatre of the house. */
export async function listShows(em: EntityManager, limit = 200): Promise<ShowSummaryView[]> {
  const rows = await em.execute<Row[]>(
    `select ${columns} ${from} where s.starts_at > now() and s.status not in ('draft', 'cancelled', 'archived') and s.published_at is not null
     order by s.starts_at, p.position limit ${limit}`,
  );
  return rows.map(summaryOf);
}

/** @param idOrCode a show's id or its short code. */
export async function findShow(em: EntityManager, idOrCode: string): Promise<ShowView | undefined> {
  const column = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(idOrCode) ? 'id' : 'code';
  if (column === 'code' && !/^[0-9A-Z]{4,16}$/i.test(idOrCode)) return undefined;
  return em.transactional(async (tx) => {
    const [row] = await tx.execute<Row[]>(`select ${columns} ${from} where s.${column} = ? and s.status <> 'draft' limit 1`, [
      column === 'code' ? idOrCode.toUpperCase() : idOrCode,
    ]);
    if (!row) return undefined;
    const summary = summaryOf(row);
    const others = await tx.execute<Row[]>(
      `select ${columns} ${from} where s.tenant_id = ? and s.production_id = ? and s.id <> ? and s.starts_at > now()
         and s.status not in ('draft', 'cancelled', 'archived') and s.published_at is not null order by s.starts_at limit 20`,
      [row.tenant_id, row.production.id, row.id],
    );
    return {
      ...summary,
      tenantId: row.tenant_id,
      holdMinutes: row.hold_minutes,
      refundPolicy: { noneWithinHours: 0, ...row.refund_policy },
      countries: row.countries ?? null,
      ticketTypes: await ticketTypesOf(tx, row),
      otherDates: others.map((other) => dateOf(other)),
    };
  });
}

/** Shows by id, whatever has become of them: an order's page still names a cancelled one. */
export async function showsById(em: EntityManager, ids: string[]): Promise<Map<string, ShowSummaryView>> {
  if (ids.length === 0) return new Map();
  const rows = await em.execute<Row[]>(`select ${columns} ${from} where s.id in (${ids.map(() => '?').join(', ')})`, ids);
  return new Map(rows.map((row) => [row.id, summaryOf(row)]));
}

/** What a poster is drawn from. */
export async function findProduction(em: EntityManager, slug: string): Promise<ProductionView | undefined> {
  const [row] = await em.execute<Array<{ production: Row['production'] }>>(
    `select jsonb_build_object('id', p.id, 'slug', p.slug, 'title', p.title, 'author', p.author, 'description', p.description, 'theatre', g.name,
       'minutes', p.minutes, 'ageLimit', p.age_limit, 'symbol', p.symbol, 'hue', p.hue) as production
     from productions p join organisations g on g.id = p.tenant_id where p.slug = ? order by p.created_at limit 1`,
    [slug],
  );
  return row && withPoster(row.production);
}

async function ticketTypesOf(tx: EntityManager, show: Row): Promise<TicketTypeView[]> {
  const rows = await tx.execute<
    Array<Omit<TicketTypeView, 'prices' | 'left'> & { quota_left: number | null; prices: Money[] | null }>
  >(
    `select t.id, t.position, t.name, t.note, t.quota_left, t.open_price as "openPrice",
       (select jsonb_agg(jsonb_build_object('amount', pr.amount, 'currency', pr.currency) order by pr.currency desc) from ticket_prices pr
        where pr.tenant_id = t.tenant_id and pr.ticket_type_id = t.id) as prices
     from ticket_types t where t.tenant_id = ? and t.show_id = ? order by t.position`,
    [show.tenant_id, show.id],
  );
  return rows.map(({ quota_left: quotaLeft, prices, ...type }) => ({
    ...type,
    prices: prices ?? [],
    left: Math.min(quotaLeft ?? show.seats_left, show.seats_left),
  }));
}

const withPoster = (production: Row['production']): ProductionView => ({
  ...production,
  posterUrl: `/api/productions/${production.slug}/poster.svg`,
});

const summaryOf = (row: Row): ShowSummaryView => ({ ...dateOf(row), production: withPoster(row.production) });

function dateOf(row: Row): ShowDateView {
  return {
    id: row.id,
    code: row.code,
    startsAt: row.starts_at.toISOString(),
    timeZone: row.time_zone,
    kind: row.kind,
    status: row.status,
    seatsLeft: row.seats_left,
    onSale: sellingStatuses.includes(row.status) && row.starts_at > new Date() && row.seats_left > 0,
    fromPrices: (row.prices ?? []).map(({ amount, currency }) => money(amount, currency)),
  };
}
