/** One order id per attempt to buy: a double press or a reload is the same order, another choice is another one. */
export type KeyValue = {
  getItem: (key: string) => string | null;
  setItem: (key: string, value: string) => void;
  removeItem: (key: string) => void;
};
type Attempt = { orderId: string; wanted: string };

const keyOf = (showId: string): string => `rampa:attempt:${showId}`;

function read(storage: KeyValue, showId: string): Attempt | undefined {
  try {
    const kept = JSON.parse(storage.getItem(keyOf(showId)) ?? 'null') as Partial<Attempt> | null;
    return typeof kept?.orderId === 'string' && typeof kept.wanted === 'string'
      ? { orderId: kept.orderId, wanted: kept.wanted }
      : undefined;
  } catch {
    return undefined;
  }
}

/** `wanted` is everything that makes two presses the same wish; its key order does not matter. `fresh` is false for a repeated press. */
export function attemptId(
  storage: KeyValue,
  showId: string,
  wanted: Record<string, unknown>,
  newId: () => string,
): { orderId: string; fresh: boolean } {
  const said = JSON.stringify(Object.entries(wanted).sort(([a], [b]) => a.localeCompare(b)));
  const kept = read(storage, showId);
  if (kept?.wanted === said) return { orderId: kept.orderId, fresh: false };
  const orderId = newId();
  storage.setItem(keyOf(showId), JSON.stringify({ orderId, wanted: said } satisfies Attempt));
  return { orderId, fresh: true };
}

/** After this the next press is a new order. With an id, only when the attempt is still that one. */
export function forgetAttempt(storage: KeyValue, showId: string, orderId?: string): void {
  if (orderId === undefined || read(storage, showId)?.orderId === orderId) storage.removeItem(keyOf(showId));
}
