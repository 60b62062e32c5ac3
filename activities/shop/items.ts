/** What an organisation has in its shop. */
import type { EntityManager } from '@mikro-orm/postgresql';
import type { LocalText } from '../../domain/language.ts';
import { type Sealed, type SealingKeys, unseal } from '../../domain/sealed.ts';
import type { SavedItem } from '../../workflows/organisations/item-messages.ts';
import { audit } from '../audit.ts';
import { authorise } from '../authorise.ts';
import { inTransaction } from '../context.ts';

export const createShopItemActivities = ({ sealingKeys }: { sealingKeys: SealingKeys }) => ({
  /** The same request again changes nothing. @throws BENIGN NotAllowed */
  async saveShopItem({ tenantId, ...item }: { tenantId: string } & SavedItem): Promise<void> {
    const { by, requestId, itemId } = item;
    const gift = item.gift && unseal<LocalText>(sealingKeys, item.gift as Sealed);
    await inTransaction(async (tx) => {
      await authorise(tx, { tenantId, by }, 'manageShows');
      const entry = { tenantId, by, requestId, action: 'saveShopItem', subject: `item:${itemId}` };
      if (await audit(tx, entry, { title: item.title.en, stock: item.stock, active: item.active }))
        await save(tx, { tenantId, ...item, gift });
    });
  },
});

type Row = { tenantId: string } & Omit<SavedItem, 'gift'> & { gift: LocalText | null };

async function save(tx: EntityManager, item: Row): Promise<void> {
  const { tenantId, itemId, kind, title, note, gift, symbol, hue, prices, stock, active } = item;
  await tx.execute(
    `insert into shop_items (tenant_id, id, kind, title, note, gift, symbol, hue, prices, stock, active, position)
     values (?, ?, ?, ?::jsonb, ?::jsonb, ?::jsonb, ?, ?, ?::jsonb, ?, ?, (select coalesce(max(position), -1) + 1 from shop_items where tenant_id = ?))
     on conflict (tenant_id, id) do update set kind = excluded.kind, title = excluded.title, note = excluded.note, gift = excluded.gift,
       symbol = excluded.symbol, hue = excluded.hue, prices = excluded.prices, stock = excluded.stock, active = excluded.active, changed_at = now()`,
    [
      ...[tenantId, itemId, kind, JSON.stringify(title), JSON.stringify(note), gift && JSON.stringify(gift)],
      ...[symbol, hue, JSON.stringify(prices), stock, active, tenantId],
    ],
  );
}
