/** What a device says of a ticket by itself: by its signature, the last list and its own scans. */

import { looksLikeNumber, numberKey } from './ticket-number.ts';
import { type IsGenuine, isTicketLike, readToken } from './token.ts';
import type { DoorList, DoorTicket, Said, Scan, Verdict } from './types.ts';

export type Known = {
  list: DoorList;
  scans: readonly Scan[];
  /** Undefined where this browser cannot check a signature. */
  isGenuine: IsGenuine | undefined;
};
/** `send` is false for what the house need not hear of: a stranger's code is nobody's business. */
export type Decision = Omit<Said, 'id' | 'by' | 'conflict'> & { token: string; send: boolean };

const plain = { number: null, ticketId: null, firstAt: null, firstBy: null, late: false, typed: false } as const;

/** What became of a scan: the house's word goes before the device's. */
export const outcomeOf = (scan: Scan): Verdict => scan.answer?.result ?? scan.said;

/** @param how a number is taken from the person at the door alone: anybody can print one as a code. */
export async function decide(shown: string, how: 'camera' | 'typed', known: Known): Promise<Decision> {
  const text = shown.trim();
  if (isTicketLike(text)) return decideToken(text, known);
  if (how === 'typed' && looksLikeNumber(text)) return decideNumber(text, known);
  return { ...plain, verdict: 'foreign', token: '', send: false };
}

async function decideToken(token: string, known: Known): Promise<Decision> {
  const read = readToken(token);
  if (!read) return { ...plain, verdict: 'forged', token, send: true };
  const { ticketId, showId } = read;
  if (!known.isGenuine) return { ...plain, verdict: 'unchecked', token, send: true };
  if (!(await known.isGenuine(read))) return { ...plain, verdict: 'forged', token, send: true };
  if (showId !== known.list.show.id) return { ...plain, ticketId, verdict: 'otherShow', token, send: true };
  const ticket = known.list.tickets.find(({ id }) => id === ticketId);
  return { ...judge(ticketId, ticket, known), token, send: true };
}

function decideNumber(typed: string, known: Known): Decision {
  const key = numberKey(typed);
  const ticket = known.list.tickets.find(({ number }) => numberKey(number) === key);
  if (!ticket) return { ...plain, verdict: 'noNumber', number: typed.toUpperCase(), token: '', typed: true, send: false };
  return { ...judge(ticket.id, ticket, known), token: ticket.number, typed: true, send: true };
}

/**
 * A genuine ticket that is on no list is younger than the list: tickets are never taken off it, and the signature says that
 * the house has sold this one. Its holder is let in.
 */
function judge(ticketId: string, ticket: DoorTicket | undefined, { scans }: Known): Omit<Decision, 'token' | 'send'> {
  const facts = { ...plain, ticketId, number: ticket?.number ?? null, late: !ticket };
  if (ticket?.state === 'revoked') return { ...facts, verdict: 'revoked' };
  const own = scans.filter((scan) => scan.ticketId === ticketId);
  if (own.some((scan) => scan.answer?.result === 'revoked')) return { ...facts, verdict: 'revoked' };
  const here = own.find((scan) => outcomeOf(scan) === 'admitted');
  if (here) return { ...facts, verdict: 'already', firstAt: here.answer?.firstAt ?? here.at, firstBy: 'here' };
  const elsewhere = ticket?.usedAt ?? own.findLast((scan) => scan.answer?.result === 'already')?.answer?.firstAt;
  if (elsewhere) return { ...facts, verdict: 'already', firstAt: elsewhere, firstBy: 'elsewhere' };
  return { ...facts, verdict: 'admitted' };
}
