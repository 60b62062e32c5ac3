/** The pages of an order are open to all, and nothing is wider than the screen. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { Browser } from 'playwright-core';
import { barriers, desk, open, phone, visit } from './browser.ts';
import { type MockHouse, openMockHouse } from './mock-house.ts';
import { missing, mockStage } from './mock-stage.ts';
import { orderFor, paidFor } from './order-for.ts';

describe('kept orders', { skip: missing, timeout: 400_000 }, () => {
  let house: MockHouse;
  let browser: Browser;
  mockStage(openMockHouse, (stage) => {
    ({ house, browser } = stage);
  });

  const four = (order: { tickets: { id: string; claimUrl: string | null }[] }) => order.tickets[3]!;

  for (const [name, viewport] of Object.entries({ phone, desk }))
    test(`no barriers and nothing wider than the screen at ${viewport.width} px (${name})`, async () => {
      const { page, complaints, close } = await visit(browser, { viewport });
      const many = await paidFor(house, [
        [0, 3],
        [1, 1],
      ]);
      const [one, two, three] = many.order.tickets;
      Object.assign(one!, { holder: 'companion', claimUrl: null, token: null, qr: null });
      Object.assign(two!, { usedAt: new Date().toISOString(), claimUrl: null });
      Object.assign(three!, { state: 'revoked', revokeReason: 'refunded', claimUrl: null });
      many.order.refunds = [{ amount: { amount: 90_000, currency: 'RUB' }, status: 'refused', at: new Date().toISOString() }];
      Object.assign(many.order, { canRate: true, joinable: true, movedFrom: new Date().toISOString() });
      const off = await paidFor(house);
      Object.assign(off.order, { show: { ...off.order.show, status: 'cancelled' } });
      const again = await orderFor(house);
      Object.assign(again.order, { phase: 'expired', checkoutUrl: null, holdEndsAt: null, canOrderAgain: true });
      const calm = async () => {
        assert.deepEqual(await barriers(page), [], page.url());
        const wider = await page.evaluate('document.documentElement.scrollWidth - document.documentElement.clientWidth');
        assert.equal(wider, 0, `${page.url()} is wider than the screen`);
      };
      await open(page, many.path);
      await page.getByRole('radio', { name: '3 звезды' }).check({ force: true });
      await calm();
      for (const press of ['Вернуть', 'Обменять', 'Передать спутнику']) {
        await page.getByRole('button', { name: press, exact: true }).first().click();
        const dialog = page.getByRole('dialog');
        await dialog.locator('.sums strong, [type=radio], [readonly]').first().waitFor();
        await calm();
        await page.keyboard.press('Escape');
        await dialog.waitFor({ state: 'detached' });
      }
      for (const [address, heading] of [
        [off.path, 'Показ отменён'],
        [again.path, 'Время на оплату вышло'],
        [four(many.order).claimUrl!, 'Вам передали билет'],
        [`${house.origin}/tickets/${four(many.order).id}?token=pass-${four(many.order).id.slice(0, 8)}`, 'Ваш билет'],
      ] as const) {
        await open(page, address);
        await page.getByRole('heading', { name: heading }).first().waitFor();
        await calm();
      }
      await open(page, `${house.origin}/shows/mask01`);
      await page.getByRole('button', { name: /Взять: Сколько не жалко/ }).click();
      await page.getByLabel(/Сколько дадите/).fill('1');
      await calm();
      assert.deepEqual(complaints, []);
      await close();
    });
});
