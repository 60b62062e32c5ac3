/** The bundle's entry. Every function exported here becomes a startable workflow type: export workflows, nothing else. */
export { ticketOrder } from './orders/ticket-order.ts';
export { organisation } from './organisations/organisation.ts';
export { paymentNotice } from './payments/payment-notice.ts';
export { refundDesk } from './payments/refund-desk.ts';
export { refundOutcome } from './payments/refund-outcome.ts';
export { refundRetry } from './payments/refund-retry.ts';
export { person } from './people/person.ts';
export { signIn } from './people/sign-in.ts';
export { broadcast } from './shows/broadcast.ts';
export { show } from './shows/show.ts';
export { showChange } from './shows/show-change.ts';
export { stageSweep } from './shows/stage-sweep.ts';
