/** Somebody opens the Mini App: Telegram's word for who they are becomes a session. */
import { ask } from './http.ts';
import type { Phone } from './phone.ts';

export type Session = { headers: { authorization: string } };

export async function signIn(web: string, phone: Phone): Promise<Session> {
  const { token } = await ask(`${web}/api/sign-in`, { body: { initData: await phone.initData() } });
  return { headers: { authorization: `Bearer ${token}` } };
}
