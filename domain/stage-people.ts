/** The people of an immersive stage: how many, who they are, and what a stage manager may do with them. */

/** So many people with a ticket fit on one stage. */
export const stageSeats = 100;

/** Whoever comes in with a ticket: a participant was invited on stage; a guest looks on, and may raise a hand. */
export const ticketRoles = ['participant', 'guest'] as const;
export type TicketRole = (typeof ticketRoles)[number];

export const personOrders = [
  /** On stage. */
  'invite',
  /** Back to the audience. */
  'seat',
  'mute',
  /** Put out for this show. */
  'remove',
  /** May come in again. */
  'readmit',
] as const;
export type PersonOrder = (typeof personOrders)[number];

/** Who is in the room, as the stage's row keeps it. */
export type PresentPerson = { personId: string; version: number };
