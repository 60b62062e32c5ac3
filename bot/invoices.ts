/** Where invoices of orders hang in a chat, while this process lives: a paid one loses its buttons. */
type Place = { chatId: number; messageId: number };

const most = 10_000;
const places = new Map<string, Place[]>();

export function rememberInvoice(orderId: string, place: Place): void {
  places.set(orderId, [...(places.get(orderId) ?? []), place]);
  // The oldest are the least likely to be paid now.
  for (const oldest of places.keys()) {
    if (places.size <= most) break;
    places.delete(oldest);
  }
}

/** Each is handed out once. */
export function takeInvoices(orderId: string): Place[] {
  const found = places.get(orderId) ?? [];
  places.delete(orderId);
  return found;
}
