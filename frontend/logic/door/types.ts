/** The door's words for what is scanned, kept and answered. */
import type { components } from '../../api/schema.d.ts';

type Schemas = components['schemas'];
export type DoorList = Schemas['DoorList'];
export type DoorTicket = DoorList['tickets'][number];
export type CheckIns = Schemas['CheckIns'];
export type CheckInAnswer = Schemas['CheckInAnswers']['results'][number];
export type CheckInResult = CheckInAnswer['result'];

/**
 * What the person at the door is told. The house's own results, and three that only a device can have: `foreign`, no ticket of
 * ours at all; `noNumber`, no such number on the list; `unchecked`, nobody could check it.
 */
export type Verdict = CheckInResult | 'foreign' | 'noNumber' | 'unchecked';

/** One scan of this device, from the moment it was shown until the house has answered, and after. */
export type Scan = {
  /** Chosen here: the same scan told twice counts once. */
  id: string;
  /** Place in this device's order. */
  n: number;
  /** `<organisation>/<show>`. */
  show: string;
  /** What is sent: a token or a ticket's number; empty once it is answered, for a token opens the house. */
  token: string;
  /** ISO 8601, by the house's clock as far as this device knows it. */
  at: string;
  ticketId: string | null;
  number: string | null;
  /** What this device said, before it knew the house's answer. */
  said: Verdict;
  /** Sent in one batch, and again in the same one until it is answered. */
  batch?: string;
  answer?: Pick<CheckInAnswer, 'result' | 'firstAt'>;
  /** The person has read that the house said otherwise. */
  noticed?: boolean;
};

/** What the big sign says. */
export type Said = {
  verdict: Verdict;
  /** Distinguishes one sign from the next, also when they say the same. */
  id: string;
  number: string | null;
  ticketId: string | null;
  /** When this ticket was let in first. */
  firstAt: string | null;
  /** By whom; null when that does not matter. */
  firstBy: 'here' | 'elsewhere' | null;
  /** By the house, or by this device alone. */
  by: 'house' | 'device';
  /** On no list yet: bought after the last one was loaded. */
  late: boolean;
  /** Found by its number: no signature was seen. */
  typed: boolean;
  /** Let in here, and the house knows better. */
  conflict: boolean;
};
