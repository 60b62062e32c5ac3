/** The theatre's pictures: a date in My shows, an order as a story, the door, the mailbox. */
import { signInByPhone } from '../../tests/e2e/sign-in-by-phone.ts';
import type { Evening, Sold } from '../../tests/e2e/sold-evening.ts';
import { open, phone } from '../../tests/frontend/browser.ts';
import { type Place, shot } from './camera.ts';
import { beginning, begins } from './words.ts';

const desk = { width: 1280, height: 900 };

export async function theOrganiser({ house: { web }, words, enter, save }: Place, { show, orders }: Evening): Promise<void> {
  const { page, leave } = await enter(desk);
  await open(page, `${web}/sign-in?next=/my/rampa/shows/${show.id}`);
  await signInByPhone(page, 'Ирина', words.page.signIn);
  await page.getByText(orders[1]!.name).waitFor();
  await page.getByText(beginning(begins(words.organiser.change.toldAll))).waitFor();
  await save('organiser', [await shot(page)]);
  await open(page, `${web}/my/rampa/orders/${orders[0]!.orderId}`);
  await page.getByText(words.organiser.order.timeline).waitFor();
  await save('timeline', [await shot(page)]);
  await leave();
}

export async function theDoor({ house: { web }, words, enter, save }: Place, { show, orders }: Evening): Promise<void> {
  const { door } = words;
  const { page, leave } = await enter(phone);
  await open(page, `${web}/sign-in?next=/door/rampa/${show.id}`);
  await signInByPhone(page, 'Пётр', words.page.signIn);
  await page.getByRole('heading', { name: words.play }).waitFor();
  const pictures: Buffer[] = [];
  for (const [order, said] of [
    [orders[1]!, door.say.admitted],
    [orders[2]!, door.say.admitted],
    [orders[1]!, door.say.already],
  ] as const) {
    await page.getByLabel(door.typing.label).fill(order.tickets[0]!);
    await page.getByRole('button', { name: door.typing.check }).click();
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

export async function theMailbox({ house: { sandbox }, words, enter, save }: Place, { email }: Sold): Promise<void> {
  const { page, leave } = await enter(desk);
  await open(page, `${sandbox}/mail?to=${email}`);
  await page.getByRole('link', { name: words.letter }).click();
  await page.frameLocator('iframe').getByRole('link', { name: words.openOrder }).waitFor();
  await save('mailbox', [await shot(page)]);
  await leave();
}
