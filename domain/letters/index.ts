/** Every letter of the house; whoever sends one adds the address. */
export { claimedLetter } from './claimed.ts';
export { complimentaryLetter } from './complimentary.ts';
export type { CalendarEntry, Evening } from './evening.ts';
export { exchangedLetter } from './exchanged.ts';
export { wayIn } from './getting-in.ts';
export { holdEndedLetter } from './hold-ended.ts';
export type { WrittenLetter } from './letter.ts';
export { ratingLetter } from './rating.ts';
export { refundLetter } from './refund.ts';
export { type ReminderKind, reminderLetter } from './reminder.ts';
export { type ShortLetter, shortLetter } from './short.ts';
export { showCancelledLetter } from './show-cancelled.ts';
export { showMovedLetter } from './show-moved.ts';
export { signInLetter } from './sign-in.ts';
export { ticketLetter } from './ticket.ts';
export type { LetterTicket } from './tickets.ts';
export { wayChangedLetter } from './way-changed.ts';
