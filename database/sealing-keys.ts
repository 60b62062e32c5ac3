/** The keys that seal what people typed, one file a month in the data folder; an unlinked file is a month gone dark. */
import type { SealingKeys } from '../domain/sealed.ts';
import type { DataFolder } from './data-folder.ts';

export const sealingKeysIn = (data: DataFolder): SealingKeys => ({
  forSealing: (month) => data.sealingKey(month, { create: true })!,
  forOpening: (month) => data.sealingKey(month, { create: false }),
});
