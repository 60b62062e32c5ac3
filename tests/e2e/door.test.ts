/** The door's page in real browsers against a whole house: its keeper signs in by the phone, and a ticket lets one person in. */
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { Page } from 'playwright-core';
import { open, phone } from '../frontend/browser.ts';
import { inPhase, newShow, order, payOnPage, type TestShow } from '../support/buyers.ts';
import { eventually } from '../support/http.ts';
import { assertSound } from '../support/invariants.ts';
import { signInByPhone } from './sign-in-by-phone.ts';
import { assertOpenToAll, missing, openStage, type Stage } from './stage.ts';

describe('the door against a whole house', { skip: missing, timeout: 400_000 }, () => {
  let stage: Stage;
  before(async () => {
    stage = await openStage();
  });
  after(async () => {
    if (stage) await assertSound(stage.house.db);
    await stage?.close();
  });

  async function sold(show: TestShow, quantity: number): Promise<string[]> {
    const placed = await order(stage.house, show, quantity);
    await payOnPage(placed.checkoutUrl);
    const { tickets } = await inPhase(stage.house, placed, 'paid');
    return tickets.map(({ token }: { token: string }) => token);
  }
  async function scan(page: Page, token: string): Promise<void> {
    await page.getByLabel('Номер билета').fill(token);
    await page.getByRole('button', { name: 'Проверить' }).click();
  }
  const says = (page: Page, words: RegExp) => page.getByRole('alert').filter({ hasText: words }).waitFor();
  async function device(show: TestShow) {
    const guest = await stage.enter({ viewport: phone });
    const { page } = guest;
    await open(page, `${stage.house.web}/sign-in?next=/door/rampa/${show.id}`);
    await signInByPhone(page, 'Пётр');
    await page.getByRole('heading', { name: 'Чайка' }).waitFor();
    return guest;
  }
  const ready = (page: Page) => page.locator('[data-shell=ready]').waitFor({ state: 'attached', timeout: 60_000 });
  const usedOf = async (show: TestShow) =>
    (
      await stage.house.db.sql<{ used: number }>(
        'select count(*)::int as used from tickets where show_id = $1 and used_at is not null',
        [show.id],
      )
    )[0]!.used;

  test('one ticket lets one person in, at whichever device; a forged one and one of another evening let in nobody', async () => {
    const [show, other] = [await newShow(stage.house, 20), await newShow(stage.house, 20)];
    const [token, second] = await sold(show, 2);
    const [elsewhere] = await sold(other, 1);
    const stranger = await stage.enter({ viewport: phone });
    await open(stranger.page, `${stage.house.web}/door/rampa/${show.id}`);
    await stranger.page.getByRole('heading', { name: 'Нужно войти' }).waitFor();
    await stranger.page.context().close();

    const first = await device(show);
    await assertOpenToAll(first.page);
    await scan(first.page, token!);
    await says(first.page, /Впустить/);
    await eventually(async () => (await usedOf(show)) === 1, 'the scan is on record');
    await assertOpenToAll(first.page);
    await scan(first.page, token!);
    await says(first.page, /Уже прошли/);
    await scan(
      first.page,
      token!.replace(/.{4}$/, (end) => (end === 'AAAA' ? 'BBBB' : 'AAAA')),
    );
    await says(first.page, /Поддельный билет/);
    await scan(first.page, elsewhere!);
    await says(first.page, /Билет на другой показ/);

    const later = await device(show);
    await scan(later.page, token!);
    await says(later.page, /Уже прошли.*на другом устройстве/);
    await scan(later.page, second!);
    await says(later.page, /Впустить/);
    await eventually(async () => (await usedOf(show)) === 2, 'both are inside');
    await later.leave();
    await first.leave();
  });

  test('without a network it goes on: the scan waits on the device, is synced later, and the other device refuses it then', async () => {
    const show = await newShow(stage.house, 20);
    const [token] = await sold(show, 1);
    const first = await device(show);
    await ready(first.page);
    await first.page.context().setOffline(true);
    await first.page.getByText('нет сети').waitFor();
    await scan(first.page, token!);
    await says(first.page, /Впустить/);
    await first.page.getByText('ждёт 1 проход').waitFor();
    assert.equal(await usedOf(show), 0);
    await first.page.context().setOffline(false);
    await first.page.getByText('всё передано').waitFor({ timeout: 60_000 });
    assert.equal(await usedOf(show), 1);

    const later = await device(show);
    await scan(later.page, token!);
    await says(later.page, /Уже прошли.*на другом устройстве/);
    await later.leave();
    // Chromium tells of each request that its owner's network refused: that was asked for.
    await first.page.context().close();
  });
});
