/** What time does: sessions run out, asynchronous payments settle. */
import { type Desk, emit } from './desk.ts';
import { expire } from './expire.ts';
import { failIntent, succeed } from './pay.ts';

export function settleDue(desk: Desk): void {
  const now = Date.now();
  for (const session of Object.values(desk.state.sessions)) {
    if (session.status === 'open' && session.expires_at * 1000 <= now) expire(desk, session);
  }
  const due = desk.state.settlements.filter((one) => one.at <= now);
  if (due.length === 0) return;
  desk.state.settlements = desk.state.settlements.filter((one) => one.at > now);
  for (const { sessionId, succeeds } of due) {
    const session = desk.state.sessions[sessionId];
    if (session === undefined || session.payment_status !== 'unpaid') continue;
    if (succeeds) {
      succeed(desk, session);
      emit(desk, 'checkout.session.async_payment_succeeded', session, session.id);
    } else {
      failIntent(desk, session);
      emit(desk, 'checkout.session.async_payment_failed', session, session.id);
    }
  }
}
