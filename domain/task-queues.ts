/** The queues that workflows and activities run on: one for workflows, the others by who bears the load. */

export const taskQueues = {
  workflows: 'rampa',
  default: 'default',
  payments: 'payments',
  messaging: 'messaging',
  media: 'media',
} as const;
