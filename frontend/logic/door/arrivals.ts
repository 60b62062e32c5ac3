/** Who has come and who is expected: the last list and this device's own scans as one. */
import { outcomeOf } from './decide.ts';
import { numberKey } from './ticket-number.ts';
import type { DoorList, DoorTicket, Scan } from './types.ts';

export type Arrival = DoorTicket & {
  /** ISO 8601; null while they are expected. */
  inAt: string | null;
  /** Let in here and not yet told to the house. */
  untold: boolean;
};

export function arrivalsOf(list: DoorList, scans: readonly Scan[]): Arrival[] {
  const here = new Map<string, Scan>();
  for (const scan of scans) if (scan.ticketId && outcomeOf(scan) === 'admitted') here.set(scan.ticketId, scan);
  return list.tickets.map((ticket) => {
    const scan = here.get(ticket.id);
    return { ...ticket, inAt: ticket.usedAt ?? scan?.at ?? null, untold: scan !== undefined && !scan.answer };
  });
}

/** Whoever was let in counts as expected, also when the ticket was returned afterwards or is younger than the list. */
export function countArrivals(arrivals: readonly Arrival[], scans: readonly Scan[]): { inside: number; expected: number } {
  const listed = new Set(arrivals.map(({ id }) => id));
  const late = new Set(
    scans.flatMap((scan) =>
      scan.ticketId && !listed.has(scan.ticketId) && outcomeOf(scan) === 'admitted' ? [scan.ticketId] : [],
    ),
  );
  const inside = arrivals.filter(({ inAt }) => inAt !== null).length + late.size;
  const expected = arrivals.filter(({ inAt, state }) => inAt !== null || state === 'valid').length + late.size;
  return { inside, expected };
}

/** By number, however it is typed, or by the kind of ticket. */
export function searchArrivals(arrivals: readonly Arrival[], typed: string): Arrival[] {
  const words = typed.trim().toLowerCase();
  if (!words) return [...arrivals];
  const key = numberKey(typed);
  return arrivals.filter(
    ({ number, typeName }) =>
      (key !== '' && numberKey(number).includes(key)) ||
      typeName.ru.toLowerCase().includes(words) ||
      typeName.en.toLowerCase().includes(words),
  );
}
