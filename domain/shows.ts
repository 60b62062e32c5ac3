/** Words of productions and their dates. */
export const showKinds = ['telegram', 'stream', 'immersive', 'external'] as const;
export type ShowKind = (typeof showKinds)[number];

export const showStatuses = [
  'draft',
  'announced',
  'provisioned',
  'live',
  'interrupted',
  'ended',
  'archived',
  'rescheduled',
  'cancelled',
] as const;
export type ShowStatus = (typeof showStatuses)[number];

/** Statuses in which tickets are sold, as long as the show has not begun. */
export const sellingStatuses: readonly ShowStatus[] = ['announced', 'provisioned', 'rescheduled'];

/** What a poster is drawn from when a production has no picture. */
export const posterSymbols = ['gull', 'cherry', 'mask', 'crown', 'skull', 'rose', 'moon', 'letter'] as const;
export type PosterSymbol = (typeof posterSymbols)[number];
