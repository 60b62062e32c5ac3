/** What an organisation offers beside its tickets. Read as the organisation: what only a buyer may see stands in the same rows. */
import type { EntityManager } from '@mikro-orm/postgresql';
import type { LocalText } from '../../domain/language.ts';
import type { Money } from '../../domain/money.ts';
import type { ItemKind } from '../../domain/shop.ts';
import type { PosterSymbol } from '../../domain/shows.ts';

export type ShopItemView = {
  id: string;
  kind: ItemKind;
  title: LocalText;
  note: LocalText;
  symbol: PosterSymbol;
  hue: number;
  prices: Money[];
  /** Null: as many as are wanted. */
  left: number | null;
};
export type OwnItemView = ShopItemView & {
  gift: LocalText | null;
  active: boolean;
  /** In orders that are paid or may still be, and did not come back. */
  sold: number;
};

const columns = `i.id, i.kind, i.title, i.note, i.symbol, i.hue, i.stock as "left", i.prices`;

export const itemsOnOffer = (em: EntityManager, tenantId: string): Promise<ShopItemView[]> =>
  em.execute<ShopItemView[]>(`select ${columns} from shop_items i where i.tenant_id = ? and i.active order by i.position, i.id`, [
    tenantId,
  ]);

export const ownItems = (em: EntityManager, tenantId: string): Promise<OwnItemView[]> =>
  em.execute<OwnItemView[]>(
    `select ${columns}, i.gift, i.active, (select coalesce(sum(l.quantity), 0)::int from shop_lines l
       join extras x on x.tenant_id = l.tenant_id and x.order_id = l.order_id and x.state = 'sold'
       where l.tenant_id = i.tenant_id and l.item_id = i.id) as sold
     from shop_items i where i.tenant_id = ? order by i.position, i.id`,
    [tenantId],
  );
