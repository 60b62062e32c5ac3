/** Ends an open session: by the merchant's wish or because its time has come. */
import { type Desk, emit } from './desk.ts';
import type { Session } from './types.ts';

export function expire(desk: Desk, session: Session): void {
  session.status = 'expired';
  session.url = null;
  emit(desk, 'checkout.session.expired', session, session.id);
}
