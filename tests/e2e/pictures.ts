/** Pictures for the README, made of a real purchase in a real house: `node tests/e2e/pictures.ts`. */
import { mkdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Page } from 'playwright-core';
import sharp from 'sharp';
import { desk, open, phone } from '../frontend/browser.ts';
import { call, eventually } from '../support/http.ts';
import { openStage } from './stage.ts';

const folder = fileURLToPath(new URL('../../docs/pictures/', import.meta.url));
const sharper = { deviceScaleFactor: 2 };
/** Around and between the phones, in the pictures' own pixels. */
const GAP = 48;
const RADIUS = 56;
const NIGHT = '#08060a';

mkdirSync(folder, { recursive: true });
const stage = await openStage();
const { web, sandbox } = stage.house;
try {
  await theWeb();
  await thePhone();
} finally {
  await stage.close();
}

async function theWeb(): Promise<void> {
  const { page, leave } = await stage.enter({ viewport: phone, ...sharper });
  await open(page, web);
  await page.getByRole('heading', { level: 2, name: 'Афиша' }).waitFor();
  const playbill = [await shot(page)];
  await page.mouse.wheel(0, 620);
  await eventually(() => page.evaluate<boolean>('scrollY > 600'), 'the list is on the screen');
  playbill.push(await shot(page));
  await open(page, `${web}/plays/chaika`);
  await page.getByRole('heading', { name: 'Даты' }).waitFor();
  playbill.push(await shot(page));
  await save('playbill', playbill);

  const { body } = await call<{ shows: Array<{ code: string; production: { slug: string } }> }>(`${web}/api/shows`);
  const { code } = body.shows.find(({ production }) => production.slug === 'chaika')!;
  await open(page, `${web}/shows/${code}`);
  await page.getByRole('button', { name: /Взять: Партер/ }).waitFor();
  const show = [await shot(page)];
  await page.getByRole('button', { name: /Взять: Партер/ }).click();
  await page.getByRole('button', { name: 'Больше: Партер' }).click();
  await page.getByLabel('Почта').fill('anna@example.org');
  await page.getByLabel(/Имя/).fill('Анна');
  await page.getByRole('button', { name: /Купить/ }).scrollIntoViewIfNeeded();
  show.push(await shot(page));
  await page.getByRole('button', { name: /Купить/ }).click();
  await page.waitForURL(/\/pay\//);
  show.push(await shot(page));
  await save('show', show);

  await page.locator('button.pay').click();
  await page.getByRole('heading', { name: 'Ваши билеты' }).waitFor();
  const ticket = [await shot(page)];
  const wide = await stage.enter({ viewport: { ...desk, height: phone.height }, ...sharper });
  await open(wide.page, page.url());
  await wide.page.getByRole('heading', { name: 'Ваши билеты' }).waitFor();
  ticket.push(await shot(wide.page));
  await save('ticket', ticket);
  await leave();
  await wide.leave();
}

async function thePhone(): Promise<void> {
  const { page, leave } = await stage.enter({ viewport: phone, ...sharper });
  const chat = page.getByRole('log');
  await open(page, `${sandbox}/phone?person=2001`);
  await page.getByRole('button', { name: 'Запустить' }).click();
  await chat.getByRole('button', { name: 'Афиша' }).click();
  await chat
    .getByRole('button', { name: /Чайка · от/ })
    .first()
    .click();
  await chat.getByRole('button', { name: /^Партер · / }).waitFor();
  const pictures = [await shot(page)];
  await chat.getByRole('button', { name: /^Партер · / }).click();
  await chat.getByRole('button', { name: '2', exact: true }).click();
  await chat.getByRole('button', { name: /^Оплатить 900/ }).click();
  await chat.locator('.key.pay').click();
  const pay = page.getByRole('button', { name: /^Заплатить/ }).last();
  await pay.waitFor();
  await page.locator('.toast').waitFor({ state: 'detached' });
  pictures.push(await shot(page));
  await pay.click();
  await page.getByRole('dialog').waitFor({ state: 'detached' });
  await chat.locator('.album img').nth(1).waitFor();
  pictures.push(await shot(page));
  await save('phone', pictures);
  await leave();
}

/** When every picture and letter on the screen is there. */
async function shot(page: Page): Promise<Buffer> {
  await page.mouse.move(0, 0);
  await page.evaluate('document.fonts.ready.then(() => undefined)');
  const drawn =
    '[...document.images].every((image) => image.complete || image.getBoundingClientRect().top > innerHeight || image.getBoundingClientRect().bottom < 0)';
  await eventually(() => page.evaluate<boolean>(drawn), 'every picture on the screen is there');
  return page.screenshot();
}

/** Side by side, with round corners, as small as a README wants them. */
async function save(name: string, shots: Buffer[]): Promise<void> {
  const sizes = await Promise.all(shots.map(async (one) => (await sharp(one).metadata()) as { width: number; height: number }));
  const height = Math.max(...sizes.map((size) => size.height));
  let left = GAP;
  const placed = await Promise.all(
    shots.map(async (one, index) => {
      const size = sizes[index]!;
      const corners = Buffer.from(
        `<svg width="${size.width}" height="${size.height}"><rect width="100%" height="100%" rx="${RADIUS}"/></svg>`,
      );
      const at = left;
      left += size.width + GAP;
      return {
        input: await sharp(one)
          .composite([{ input: corners, blend: 'dest-in' }])
          .png()
          .toBuffer(),
        left: at,
        top: GAP,
      };
    }),
  );
  const whole = await sharp({ create: { width: left, height: height + 2 * GAP, channels: 3, background: NIGHT } })
    .composite(placed)
    .png()
    .toBuffer();
  const file = join(folder, `${name}.png`);
  await sharp(whole).resize({ height: 760 }).png({ palette: true, quality: 90, effort: 10 }).toFile(file);
  console.log(`${name}.png ${Math.round(statSync(file).size / 1000)} kB`);
}
