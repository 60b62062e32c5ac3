/** A buyer's pictures: the playbill, a purchase on the web and one in the chat, a return. */

import type { Sold } from '../../tests/e2e/sold-evening.ts';
import { open, phone } from '../../tests/frontend/browser.ts';
import { call, eventually } from '../../tests/support/http.ts';
import { type Place, shot } from './camera.ts';
import { beginning, begins } from './words.ts';

export async function theWeb({ house: { web }, words, enter, save }: Place): Promise<void> {
  const { page: w, stalls } = words;
  const { page, leave } = await enter(phone);
  await open(page, web);
  await page.getByRole('heading', { level: 2, name: w.playbill.heading }).waitFor();
  const playbill = [await shot(page)];
  await page.mouse.wheel(0, 620);
  await eventually(() => page.evaluate<boolean>('scrollY > 600'), 'the list is on the screen');
  playbill.push(await shot(page));
  await open(page, `${web}/plays/chaika`);
  await page.getByRole('heading', { name: w.show.dates }).waitFor();
  playbill.push(await shot(page));
  await save('playbill', playbill);

  const { body } = await call<{ shows: Array<{ code: string; production: { slug: string } }> }>(`${web}/api/shows`);
  const { code } = body.shows.find(({ production }) => production.slug === 'chaika')!;
  await open(page, `${web}/shows/${code}`);
  const take = page.getByRole('button', { name: beginning(w.show.take.replace('{name}', stalls)) });
  await take.waitFor();
  const show = [await shot(page)];
  await take.click();
  await page.getByRole('button', { name: w.show.more.replace('{name}', stalls) }).click();
  await page.getByLabel(w.buyer.email).fill('anna@example.org');
  await page.getByLabel(beginning(w.buyer.name)).fill(words.name);
  const buy = page.getByRole('button', { name: beginning(begins(w.show.buy)) });
  await buy.scrollIntoViewIfNeeded();
  show.push(await shot(page));
  await buy.click();
  await page.waitForURL(/\/pay\//);
  show.push(await shot(page));
  await save('show', show);

  await page.locator('button.pay').click();
  const yourTickets = w.order.yourTicket.split(' | ').at(-1)!;
  await page.getByRole('heading', { name: yourTickets }).waitFor();
  const ticket = [await shot(page)];
  const wide = await enter({ width: 1280, height: phone.height });
  await open(wide.page, page.url());
  await wide.page.getByRole('heading', { name: yourTickets }).waitFor();
  ticket.push(await shot(wide.page));
  await save('ticket', ticket);
  await leave();
  await wide.leave();
}

export async function thePhone({ house: { sandbox }, words, enter, save }: Place): Promise<void> {
  const { bot, play, stalls } = words;
  const { body: person } = await call<{ id: number }>(`${sandbox}/people`, {
    body: { firstName: words.name, languageCode: words.language },
  });
  const { page, leave } = await enter(phone);
  const chat = page.getByRole('log');
  await open(page, `${sandbox}/phone?person=${person.id}`);
  await page.getByRole('button', { name: words.start, exact: true }).click();
  await chat.getByRole('button', { name: bot.playbill }).click();
  await chat
    .getByRole('button', { name: new RegExp(`${play} · ${bot.from}`) })
    .first()
    .click();
  const first = chat.getByRole('button', { name: beginning(`${stalls} · `) });
  await first.waitFor();
  const pictures = [await shot(page)];
  await first.click();
  await chat.getByRole('button', { name: '2', exact: true }).click();
  await chat.getByRole('button', { name: beginning(bot.pay(words.inStars)) }).click();
  await chat.locator('.key.pay').click();
  const pay = page.getByRole('dialog').getByRole('button', { name: beginning(words.pay) });
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
export async function theReturn({ house: { web }, words, enter, save }: Place, { orderId, token }: Sold): Promise<void> {
  const { page: w } = words;
  const { page, leave } = await enter(phone);
  await open(page, `${web}/orders/${orderId}?token=${token}`);
  await page.getByRole('heading', { name: w.order.yourTicket.split(' | ').at(-1)! }).waitFor();
  const ask = page.getByRole('button', { name: w.refunding.press, exact: true });
  await ask.scrollIntoViewIfNeeded();
  const pictures = [await shot(page)];
  await ask.click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('checkbox').first().uncheck();
  await dialog.getByRole('checkbox').last().uncheck();
  const confirm = dialog.getByRole('button', { name: beginning(begins(w.refunding.confirm), words.inMoney) });
  await confirm.waitFor();
  pictures.push(await shot(page));
  await confirm.click();
  await page.getByText(w.returned.sent).waitFor();
  await page.evaluate('scrollTo(0, 0)');
  pictures.push(await shot(page));
  await save('return', pictures);
  await leave();
}
