/** Who the house takes us for: a person signed in by Telegram or on this page, or a guest. */
import { computed, shallowRef } from 'vue';
import { api, ask } from '../api/client.ts';
import type { SignedIn } from '../api/types.ts';
import { serverNow } from '../logic/server-clock.ts';
import { keepSession, keptSession } from '../logic/session-keep.ts';
import { longStorage } from './storage.ts';

/** Inside Telegram the token lives in memory only; on the web the browser keeps it until it is over. */
const person = shallowRef<SignedIn | undefined>(keptSession(longStorage, serverNow()));
const credentials = shallowRef<{ initData: string; bot: string }>();
let underWay: Promise<SignedIn> | undefined;

async function signIn(body: { initData: string; bot: string }): Promise<SignedIn> {
  underWay ??= ask(api.POST('/api/sign-in', { body }));
  try {
    person.value = await underWay;
    return person.value;
  } finally {
    underWay = undefined;
  }
}

/** From here on every request waits for the sign-in with these credentials. */
export function enterAs(initData: string, bot: string): void {
  // Whoever signed in on the web in this browser need not be who holds the phone.
  person.value = undefined;
  credentials.value = { initData, bot };
  void signIn(credentials.value).catch(() => {}); // the first request asks again and shows what was wrong
}

/** Signed in on the web: stays so in this browser. */
export function enterWith(session: SignedIn): void {
  person.value = session;
  keepSession(longStorage, session);
}

export function signOut(): void {
  person.value = undefined;
  keepSession(longStorage, undefined);
}

/** @throws HouseProblem when Telegram's word was refused: inside Telegram nobody is sold a web ticket by mistake. */
export async function bearer(): Promise<string | undefined> {
  const fresh = person.value && Date.parse(person.value.expiresAt) - serverNow() > 60_000 ? person.value : undefined;
  if (credentials.value) return (fresh ?? (await signIn(credentials.value))).token;
  // On the web a session that is over makes a guest: nothing but the person can begin another.
  if (person.value && !fresh) signOut();
  return fresh?.token;
}

/** The house no longer takes the token: the next request signs in again, or is a guest's. */
export function forgetToken(): void {
  if (credentials.value) person.value = undefined;
  else signOut();
}

// In another tab of this browser somebody signed in or out.
addEventListener('storage', () => {
  if (!credentials.value) person.value = keptSession(longStorage, serverNow());
});

export const useSession = () => ({ person, isGuest: computed(() => !credentials.value && !person.value) });
