/** `npm run pictures`: what the READMEs show, made of real purchases in a house of its own, on free ports and a data folder that goes with it. */
import { statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Page } from 'playwright-core';
import sharp from 'sharp';
import { signInByPhone } from '../../tests/e2e/sign-in-by-phone.ts';
import { type Evening, type Sold, soldOut } from '../../tests/e2e/sold-evening.ts';
import { openStage } from '../../tests/e2e/stage.ts';
import { desk, open, phone } from '../../tests/frontend/browser.ts';
import { call, eventually } from '../../tests/support/http.ts';

const folder = fileURLToPath(new URL('.', import.meta.url));
const sharper = { deviceScaleFactor: 2 };
/** Around and between the phones, in the pictures' own pixels. */
const GAP = 48;
const RADIUS = 56;
const NIGHT = '#08060a';

const stage = await openStage();
const { web, sandbox } = stage.house;
try {
  await theWeb();
  await thePhone();
  const evening = await soldOut(stage.house);
  await theReturn(evening.orders[0]!);
  await theOrganiser(evening);
  await theDoor(evening);
  await theMailbox(evening.orders[0]!);
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

/** Which tickets go back, what of the money, and that it did. */
async function theReturn({ orderId, token }: Sold): Promise<void> {
  const { page, leave } = await stage.enter({ viewport: phone, ...sharper });
  await open(page, `${web}/orders/${orderId}?token=${token}`);
  await page.getByRole('heading', { name: 'Ваши билеты' }).waitFor();
  await page.getByRole('button', { name: 'Вернуть', exact: true }).scrollIntoViewIfNeeded();
  const pictures = [await shot(page)];
  await page.getByRole('button', { name: 'Вернуть', exact: true }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('checkbox').first().uncheck();
  await dialog.getByRole('checkbox').last().uncheck();
  await dialog.getByRole('button', { name: /^Вернуть 900/ }).waitFor();
  pictures.push(await shot(page));
  await dialog.getByRole('button', { name: /^Вернуть 900/ }).click();
  await page.getByText('Деньги отправлены в банк').waitFor();
  await page.evaluate('scrollTo(0, 0)');
  pictures.push(await shot(page));
  await save('return', pictures);
  await leave();
}

async function theOrganiser({ show, orders }: Evening): Promise<void> {
  const { page, leave } = await stage.enter({ viewport: { width: 1280, height: 900 }, ...sharper });
  await open(page, `${web}/sign-in?next=/my/rampa/shows/${show.id}`);
  await signInByPhone(page, 'Ирина');
  await page.getByText(orders[1]!.name).waitFor();
  await page.getByText(/^Сообщили всем/).waitFor();
  await save('organiser', [await shot(page)]);
  await open(page, `${web}/my/rampa/orders/${orders[0]!.orderId}`);
  await page.getByText('Как всё было').waitFor();
  await save('timeline', [await shot(page)]);
  await leave();
}

async function theDoor({ show, orders }: Evening): Promise<void> {
  const { page, leave } = await stage.enter({ viewport: phone, ...sharper });
  await open(page, `${web}/sign-in?next=/door/rampa/${show.id}`);
  await signInByPhone(page, 'Пётр');
  await page.getByRole('heading', { name: 'Чайка' }).waitFor();
  const pictures: Buffer[] = [];
  for (const [order, said] of [
    [orders[1]!, /Впустить/],
    [orders[2]!, /Впустить/],
    [orders[1]!, /Уже прошли/],
  ] as const) {
    await page.getByLabel('Номер билета').fill(order.tickets[0]!);
    await page.getByRole('button', { name: 'Проверить' }).click();
    await page.getByRole('alert').filter({ hasText: said }).waitFor();
    await page.locator('.sign').waitFor();
    if (order === orders[1]) pictures.push(await shot(page));
  }
  await page.locator('.sign').waitFor({ state: 'detached' });
  await page.evaluate('scrollTo(0, document.querySelector("#door-list").getBoundingClientRect().top - 24)');
  pictures.push(await shot(page));
  await save('door', pictures);
  await leave();
}

async function theMailbox({ email }: Sold): Promise<void> {
  const { page, leave } = await stage.enter({ viewport: { width: 1280, height: 900 }, ...sharper });
  await open(page, `${sandbox}/mail?to=${email}`);
  await page.getByRole('link', { name: /Билет: Чайка/ }).click();
  await page.frameLocator('iframe').getByRole('link', { name: 'Открыть заказ' }).waitFor();
  await save('mailbox', [await shot(page)]);
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
