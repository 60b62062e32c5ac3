/** What Telegram put into the address when it opened the page, before its own script is there. */
import type { KeyValue } from './order-attempt.ts';

export type Launch = { initData: string; startParam: string; language: string | undefined; light: boolean };

const kept = 'rampa:launch';

const isLight = (colour: string | undefined): boolean => {
  const [, r, g, b] = /^#?([\da-f]{2})([\da-f]{2})([\da-f]{2})$/i.exec(colour ?? '') ?? [];
  if (!r || !g || !b) return false;
  return 0.299 * Number.parseInt(r, 16) + 0.587 * Number.parseInt(g, 16) + 0.114 * Number.parseInt(b, 16) > 140;
};

function json<T>(text: string | null): T | undefined {
  try {
    return text ? (JSON.parse(text) as T) : undefined;
  } catch {
    return undefined;
  }
}

/** Undefined outside Telegram. A reload inside it has lost the fragment, so the launch is kept for the life of the tab. */
export function readLaunch(hash: string, storage: KeyValue): Launch | undefined {
  const fragment = new URLSearchParams(hash.replace(/^#/, ''));
  const initData = fragment.get('tgWebAppData');
  if (!initData) return json<Launch>(storage.getItem(kept));
  const fields = new URLSearchParams(initData);
  const launch: Launch = {
    initData,
    startParam: fields.get('start_param') ?? fragment.get('tgWebAppStartParam') ?? '',
    language: json<{ language_code?: string }>(fields.get('user'))?.language_code,
    light: isLight(json<{ bg_color?: string }>(fragment.get('tgWebAppThemeParams'))?.bg_color),
  };
  storage.setItem(kept, JSON.stringify(launch));
  return launch;
}

/** `show_<code>`, `order_<id>` and `watch_<ticket>` open that page; anything else opens the playbill. */
export function pathOfStart(startParam: string): string | undefined {
  const [, kind, id] = /^(show|order|watch)_([\w-]{1,64})$/.exec(startParam) ?? [];
  if (!kind || !id) return undefined;
  return `/${kind === 'watch' ? kind : `${kind}s`}/${id}`;
}
