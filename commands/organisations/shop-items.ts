/** An organiser keeps the shop: an update of the organisation's own workflow. */
import type { Client } from '@temporalio/client';
import type { LocalText } from '../../domain/language.ts';
import { type SealingKeys, seal } from '../../domain/sealed.ts';
import { type SavedItem, saveShopItem } from '../../workflows/organisations/item-messages.ts';
import { askEntity } from '../entity.ts';
import { requestOf } from '../request.ts';
import { organisation } from './productions.ts';

export type ShopItemCommands = {
  /** @throws Refusal */
  saveItem(tenantId: string, item: Omit<SavedItem, 'gift'> & { gift: LocalText | null }): Promise<void>;
};

export const createShopItemCommands = ({
  temporal,
  sealingKeys,
}: {
  temporal: Client;
  sealingKeys: SealingKeys;
}): ShopItemCommands => ({
  saveItem(tenantId, asked) {
    const { requestId, updateId } = requestOf('item', asked);
    const gift = asked.gift && seal(sealingKeys, asked.gift);
    return askEntity(temporal, organisation(tenantId), saveShopItem, { ...asked, requestId, gift }, updateId);
  },
});
