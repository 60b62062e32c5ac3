/** A page as Telegram opens it: the address it comes with, and the button outside the page. */
import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Page } from 'playwright-core';

/** Asked again and again from outside: under the strict policy a page may not evaluate text by itself. */
export async function mainButton(page: Page, is: string): Promise<void> {
  const told = `!!window.Telegram?.log?.some(([name, given]) => name === "MainButton.setParams" && ${is})`;
  for (const until = Date.now() + 20_000; !(await page.evaluate(told)); await sleep(50))
    assert.ok(Date.now() < until, `Telegram's button never was: ${is}`);
}

export const fragment = (startParam: string, light: boolean): string => {
  const initData = new URLSearchParams({
    user: JSON.stringify({ id: 7, language_code: 'ru' }),
    start_param: startParam,
    hash: 'f',
  });
  const theme = JSON.stringify({ bg_color: light ? '#ffffff' : '#17212b' });
  return `#${new URLSearchParams({ tgWebAppData: initData.toString(), tgWebAppVersion: '8.0', tgWebAppThemeParams: theme })}`;
};
