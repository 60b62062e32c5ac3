/** All steps of donations and the shop. */
import type { SealingKeys } from '../../domain/sealed.ts';
import { createHandOverActivities } from './hand-over.ts';
import { createExtraHoldActivities } from './hold.ts';
import { createShopItemActivities } from './items.ts';
import { createExtraReturnActivities } from './return.ts';
import { createExtraSettleActivities, type ExtraSettleDeps } from './settle.ts';
import { createShopTellActivities, type ShopTellDeps } from './tell.ts';

export type ShopDeps = { sealingKeys: SealingKeys } & ExtraSettleDeps & ShopTellDeps;

export const createShopActivities = (deps: ShopDeps) => ({
  ...createExtraHoldActivities(deps),
  ...createExtraSettleActivities(deps),
  ...createExtraReturnActivities(),
  ...createHandOverActivities(),
  ...createShopItemActivities(deps),
  ...createShopTellActivities(deps),
});
export type ShopActivities = ReturnType<typeof createShopActivities>;
