/** What an invoice carries back to us, and how the bot reads it. Payloads hold 1–128 bytes. */
export const invoicePayload = (orderId: string): string => `order:${orderId}`;

/** The order of an invoice's payload; undefined for one that is not ours. */
export const orderOfPayload = (payload: string): string | undefined =>
  /^order:([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})$/.exec(payload)?.[1];
