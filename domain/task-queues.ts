/** The queues that workflows and activities run on: one for workflows, the others by who bears the load. */

export const taskQueues = {
  workflows: 'rampa',
  default: 'default',
  payments: 'payments',
  /** Money that goes back, at a rate that partners bear. */
  refunds: 'refunds',
  messaging: 'messaging',
  media: 'media',
} as const;
