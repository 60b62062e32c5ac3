/** Who the house takes us for: a person signed in by Telegram, or a guest. The token lives in memory only. */
import { computed, shallowRef } from 'vue';
import { api, ask } from '../api/client.ts';
import type { SignedIn } from '../api/types.ts';
import { serverNow } from '../logic/server-clock.ts';

const person = shallowRef<SignedIn>();
let credentials: { initData: string; bot: string } | undefined;
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
  credentials = { initData, bot };
  void signIn(credentials).catch(() => {}); // the first request asks again and shows what was wrong
}

/** @throws HouseProblem when Telegram's word was refused: inside Telegram nobody is sold a web ticket by mistake. */
export async function bearer(): Promise<string | undefined> {
  if (!credentials) return undefined;
  const fresh = person.value && Date.parse(person.value.expiresAt) - serverNow() > 60_000 ? person.value : undefined;
  return (fresh ?? (await signIn(credentials))).token;
}

/** The house no longer takes the token: the next request signs in again. */
export function forgetToken(): void {
  person.value = undefined;
}

export const useSession = () => ({ person, isGuest: computed(() => !credentials) });
