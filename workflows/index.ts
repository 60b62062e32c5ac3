/** The bundle's entry. Every function exported here becomes a startable workflow type: export workflows, nothing else. */
export { ticketOrder } from './orders/ticket-order.ts';
export { refundDesk } from './payments/refund-desk.ts';
export { person } from './people/person.ts';
export { signIn } from './people/sign-in.ts';
