/** Signing in on the web as a person does: the number on the page, the same number in the chat, one press. */
import assert from 'node:assert/strict';
import type { Page } from 'playwright-core';
import { ru } from '../../frontend/words/ru.ts';

/**
 * On the page of signing in.
 * @param name of somebody with a phone in the sandbox's Telegram, who speaks Russian
 * @param words of the page
 */
export async function signInByPhone(page: Page, name: string, words = ru.signIn): Promise<void> {
  await page.getByRole('button', { name: words.telegram }).click();
  const code = (await page.locator('.number').textContent())?.trim() ?? '';
  assert.match(code, /^\d{2}$/);
  const [telegram] = await Promise.all([
    page.context().waitForEvent('page'),
    page.getByRole('link', { name: words.openTelegram }).click(),
  ]);
  await telegram
    .getByRole('button', { name: new RegExp(`^.?\\s*${name}`) })
    .first()
    .click();
  await telegram.getByRole('button', { name: 'Запустить' }).click();
  await telegram
    .getByRole('button', { name: `Да, на экране ${code}` })
    .last()
    .click();
  await telegram.getByText('Готово: вы вошли на сайте').last().waitFor();
  await telegram.close();
}
