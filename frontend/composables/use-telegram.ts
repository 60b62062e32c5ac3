/** The page inside Telegram: its theme, its back button, its touch; nothing of it outside. */
import { onScopeDispose, ref, shallowRef, watch } from 'vue';
import type { Router } from 'vue-router';
import type { Launch } from '../logic/telegram-launch.ts';
import { loadWebApp, type WebApp } from './telegram-web-app.ts';
import { askHouse } from './use-house.ts';
import { enterAs } from './use-session.ts';

const inside = ref(false);
const webApp = shallowRef<WebApp>();

const paper = { light: '#f7f1e6', dark: '#100c14' } as const;

function wear(theme: 'light' | 'dark'): void {
  document.documentElement.dataset['theme'] = theme;
  document.querySelector('meta[name="theme-color"]')?.setAttribute('content', paper[theme]);
  const app = webApp.value;
  if (!app?.isVersionAtLeast?.('6.1')) return;
  app.setHeaderColor?.(paper[theme]);
  app.setBackgroundColor?.(paper[theme]);
  if (app.isVersionAtLeast('7.10')) app.setBottomBarColor?.(paper[theme]);
}

/** What lies over the page, the uppermost last: "back" closes it before it leaves the page. */
const overlays = shallowRef<(() => void)[]>([]);

/** While the caller lives, "back" means `close`. */
export function useBackToClose(close: () => void): void {
  overlays.value = [...overlays.value, close];
  onScopeDispose(() => {
    overlays.value = overlays.value.filter((one) => one !== close);
  });
}

function bindBackButton(app: WebApp, router: Router): void {
  app.BackButton?.onClick(() => {
    const close = overlays.value.at(-1);
    if (close) close();
    else if (window.history.state?.back) router.back();
    else void router.replace('/');
  });
  watch(
    () => router.currentRoute.value.path === '/' && overlays.value.length === 0,
    (home) => (home ? app.BackButton?.hide() : app.BackButton?.show()),
    { immediate: true },
  );
}

/** Signs in at once (the address carries Telegram's word), dresses the page, then waits for Telegram's own script. */
export async function enterTelegram(launch: Launch, bot: string, router: Router): Promise<void> {
  inside.value = true;
  wear(launch.light ? 'light' : 'dark');
  enterAs(launch.initData, bot);
  const house = await askHouse();
  const app = await loadWebApp(house?.phoneUrl ? new URL(house.phoneUrl).origin : 'https://telegram.org');
  if (!app) return;
  webApp.value = app;
  app.ready?.();
  app.expand?.();
  const follow = () => wear(app.colorScheme ?? (launch.light ? 'light' : 'dark'));
  follow();
  app.onEvent?.('themeChanged', follow);
  bindBackButton(app, router);
}

/** A light answer of the phone to a touch; silence elsewhere. */
export function feel(what: 'step' | 'success' | 'error'): void {
  const haptics = webApp.value?.HapticFeedback;
  if (what === 'step') haptics?.selectionChanged();
  else haptics?.notificationOccurred(what);
}

export const useTelegram = () => ({ inside, webApp });
