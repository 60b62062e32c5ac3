/** Signing in through Telegram: begun here, confirmed on a phone, asked about until the answer is there. */
import { onScopeDispose, ref, shallowRef, watch } from 'vue';
import { api, ask } from '../api/client.ts';
import type { HouseProblem } from '../api/house-problem.ts';
import type { SignedIn, SignInBegun } from '../api/types.ts';
import { serverNow } from '../logic/server-clock.ts';
import { isOver, keepBegun, keptBegun } from '../logic/sign-in.ts';
import { tabStorage } from './storage.ts';
import { asProblem } from './use-loaded.ts';
import { useOnline, useVisible } from './use-online.ts';

const pause = 2000;

export function useSignIn(signedIn: (session: SignedIn) => void) {
  const begun = shallowRef<SignInBegun | undefined>(keptBegun(tabStorage, serverNow()));
  const problem = shallowRef<HouseProblem>();
  const busy = ref(false);
  const [online, visible] = [useOnline(), useVisible()];
  let timer: ReturnType<typeof setTimeout> | undefined;

  function set(next: SignInBegun | undefined): void {
    begun.value = next;
    keepBegun(tabStorage, next);
  }

  async function begin(): Promise<void> {
    busy.value = true;
    problem.value = undefined;
    try {
      set(await ask(api.POST('/api/sign-in/telegram')));
    } catch (thrown) {
      problem.value = asProblem(thrown);
    }
    busy.value = false;
  }

  function giveUp(): void {
    problem.value = undefined;
    set(undefined);
  }

  async function look(): Promise<void> {
    const { signInId, secret } = begun.value!;
    try {
      const params = { path: { id: signInId } };
      const answer = await ask(api.POST('/api/sign-in/telegram/{id}', { params, body: { secret } }));
      if (begun.value?.signInId !== signInId) return;
      problem.value = undefined;
      if ('token' in answer) {
        set(undefined);
        return signedIn(answer);
      }
    } catch (thrown) {
      if (begun.value?.signInId !== signInId) return;
      problem.value = asProblem(thrown);
      if (isOver(problem.value.code)) return set(undefined);
    }
    wait();
  }

  function wait(): void {
    clearTimeout(timer);
    if (!begun.value || !visible.value || !online.value) return;
    timer = setTimeout(() => void look(), (problem.value?.retryAfter ?? 0) * 1000 || pause);
  }

  // Back from Telegram, or from a tunnel: at once.
  watch([begun, visible, online], ([now], old) => {
    clearTimeout(timer);
    if (now && visible.value && online.value) old?.[0] === now ? void look() : wait();
  });
  if (begun.value) void look();
  onScopeDispose(() => clearTimeout(timer));
  return { begun, problem, busy, begin, giveUp };
}
