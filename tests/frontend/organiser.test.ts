/** The organiser’s pages in a real browser: the playbill, a date and its fate, orders, what waits for a person, accounts. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { Browser, Page } from 'playwright-core';
import { desk, open, phone, visit } from './browser.ts';
import { type MockOrganiser, openMockOrganiser } from './mock-organiser.ts';
import { missing, mockStage } from './mock-stage.ts';
import { productions, uuid } from './playbill-fixtures.ts';

describe('organiser’s pages', { skip: missing, timeout: 400_000 }, () => {
  let house: MockOrganiser;
  let browser: Browser;
  mockStage(openMockOrganiser, (stage) => {
    ({ house, browser } = stage);
  });

  const at = (path: string) => `${house.origin}/my/rampa${path}`;
  const dateOf = (code: string) => at(`/shows/${house.show(code).id}`);
  const anOrder = () => at(`/orders/${house.state.story.order.orderId}`);
  const onDesk = () => visit(browser, { viewport: desk });
  const press = (page: Page, name: string | RegExp) => page.getByRole('button', { name, exact: true }).click();
  /** Twice in one turn of the browser, before it can draw a disabled button. */
  const pressTwice = (page: Page, selector: string) =>
    page.evaluate(
      `(() => { const button = document.querySelector(${JSON.stringify(selector)}); button.click(); button.click(); })()`,
    );
  const idsOf = (verb: string) => new Set(house.bodiesOf(verb).map((body) => body['requestId'] ?? body['orderId']));

  test('my shows: dates with their sales as a chart; a draft goes on the playbill, and comes off it by one press', async () => {
    const { page, complaints, close } = await onDesk();
    await open(page, `${house.origin}/my`);
    await page.waitForURL(/\/my\/rampa$/);
    assert.equal(await page.title(), 'Показы · Рампа');
    await page.getByText('впереди 5 дат').waitFor();
    await page.getByText('продано 198 из 470').waitFor();
    await page.getByRole('img', { name: 'Продано 86, ждут оплаты 12, свободно 22, всего 120' }).waitFor();
    await page.getByText('время: Екатеринбург').first().waitFor();
    await page.getByRole('link', { name: /Внимание 2/ }).waitFor();

    await press(page, /На афишу: /);
    await page.getByText(/на афише, билеты в продаже/).waitFor();
    assert.equal(house.show('cherry02').published, true);
    await press(page, 'Вернуть как было');
    await page.getByText(/снята с афиши/).waitFor();
    assert.equal(house.show('cherry02').published, false);
    assert.equal(idsOf('/publish').size, 2);
    assert.deepEqual(complaints, []);
    await close();
  });

  test('a production: faults stand beside their fields, what was typed outlives a reload, two presses are one', async () => {
    const { page, complaints, close } = await onDesk();
    await open(page, at('/productions/new'));
    await press(page, 'Сохранить спектакль');
    await page.getByText('Поправьте 6 полей').waitFor();
    assert.equal(await page.evaluate('document.activeElement.getAttribute("aria-invalid")'), 'true');
    for (const [label, ru, en] of [
      ['Название', 'Три сестры', 'Three Sisters'],
      ['Автор', 'Антон Чехов', 'Anton Chekhov'],
      ['О чём спектакль', 'В Москву.\n\nВ Москву!', 'To Moscow!'],
    ] as const) {
      await page.getByLabel(`${label} по-русски`).fill(ru);
      await page.getByLabel(`${label} по-английски`).fill(en);
    }
    await page.getByRole('radio', { name: 'чайка' }).check({ force: true });
    await page.reload({ waitUntil: 'domcontentloaded' });
    await page.getByRole('img', { name: 'Так выглядит афиша: Три сестры' }).waitFor();
    assert.equal(await page.getByRole('radio', { name: 'чайка' }).isChecked(), true);

    house.failNext('POST /api/organiser/rampa/productions', 'bad gateway');
    await press(page, 'Сохранить спектакль');
    await page.getByText('Театр сейчас не отвечает.').waitFor();
    assert.equal(await page.getByLabel('Название по-русски').inputValue(), 'Три сестры');
    await pressTwice(page, 'button[type=submit]');
    await page.waitForURL(/shows\/new\?production=/);
    assert.equal(house.bodiesOf('/productions').length, 2);
    assert.equal(idsOf('/productions').size, 1, 'the request that was lost carried the same id');
    assert.deepEqual(
      complaints.filter((line) => !line.includes('502')),
      [],
    );
    await close();
  });

  test('a date: the policy reads as a sentence, the house’s word stands beside its field, the draft is published', async () => {
    const { page, close } = await onDesk();
    await open(page, at(`/shows/new?production=${productions[0]!.id}`));
    await page.getByLabel('День').fill('2030-11-28');
    await page.getByText('По часам театра: Москва.').waitFor();
    await page.getByLabel('показ в Telegram').check({ force: true });
    await page.getByText('web.telegram.org/a').waitFor();
    await page.getByLabel('Название по-русски').fill('Партер');
    await page.getByLabel('Название по-английски').fill('Stalls');
    await page.getByLabel('рубли').fill('900,50');
    await page.getByText(/потом 50.%, а за последние 2.ч ничего/).waitFor();
    await page.getByLabel('Ничего — в последние, ч').fill('48');
    await press(page, 'Сохранить черновик');
    await page.getByText('Не больше, чем срок полного возврата.').waitFor();
    await page.getByLabel('Ничего — в последние, ч').fill('0');
    await page.getByText(/потом 50.% до самого начала/).waitFor();

    const issues = [{ path: 'capacity', message: 'too many for this theatre' }];
    house.failNext('POST /api/organiser/rampa/shows', { status: 400, code: 'InvalidRequest', issues });
    await press(page, 'Сохранить черновик');
    await page.getByText('Не принято: too many for this theatre').waitFor();
    assert.equal(await page.getByLabel('Всего мест').getAttribute('aria-invalid'), 'true');
    await press(page, 'Сохранить черновик');
    await page.getByText('Черновик видите только вы').waitFor();
    const sent = house.bodiesOf('/shows').at(-1)!;
    assert.equal(sent['startsAt'], '2030-11-28T16:00:00.000Z');
    assert.deepEqual((sent['ticketTypes'] as { prices: unknown }[])[0]?.prices, [{ currency: 'RUB', amount: 90_050 }]);
    await press(page, 'Опубликовать');
    await page.getByText('в продаже', { exact: true }).waitFor();
    await close();
  });

  test('a date repeated a week later brings its tickets and rules along', async () => {
    const { page, close } = await onDesk();
    await open(page, at(''));
    await page
      .getByRole('link', { name: /^Повторить: / })
      .first()
      .click();
    await page.getByText(/Билеты и правила взяты с даты/).waitFor();
    assert.equal(await page.getByLabel('рубли').first().inputValue(), '900');
    assert.equal(await page.getByLabel('Название по-русски').nth(1).inputValue(), 'Ложа');
    await press(page, 'Сохранить черновик');
    await page.getByText('Черновик видите только вы').waitFor();
    const [sent] = house.bodiesOf('/shows');
    assert.equal(Date.parse(String(sent?.['startsAt'])) - Date.parse(house.show('gull01').startsAt), 7 * 86_400_000);
    await close();
  });

  test('moved: who is told stands there before, how many are told afterwards, also after a reload', async () => {
    const { page, close } = await onDesk();
    await open(page, dateOf('gull01'));
    await press(page, 'Перенести');
    const dialog = page.getByRole('dialog');
    await dialog.getByText('Напишем по 2 заказам.').waitFor();
    await dialog.getByText('Ещё 1 ждёт оплаты: новое время будет на странице заказа.').waitFor();
    await dialog.getByText('вернёт билет за всю цену').waitFor();
    await dialog.getByRole('button', { name: 'Перенести' }).click();
    await dialog.getByText('Показ и так назначен на это время.').waitFor();
    await dialog.getByLabel('День').fill('2030-11-28');
    await dialog.getByRole('button', { name: /Перенести на/ }).click();
    await page.getByText('Сообщили 0 из 3 заказов').waitFor();
    await page.getByText(/Перенос на .* \(Москва\)/).waitFor();
    house.show('gull01').changes[0]!.told = 1;
    await page.reload({ waitUntil: 'domcontentloaded' });
    await page.getByRole('progressbar', { name: 'Сообщили 1 из 3 заказов' }).waitFor();
    house.state.toldALook = 1;
    await page.getByText('Сообщили всем: 3 заказа').waitFor();
    await page.getByText('перенесён', { exact: true }).waitFor();
    assert.equal(await page.getByRole('progressbar').count(), 0);
    await close();
  });

  test('cancelled: orders and sums are named, and nothing happens until the show’s code is typed', async () => {
    const { page, close } = await visit(browser);
    await open(page, dateOf('gull01'));
    await press(page, 'Отменить показ');
    const dialog = page.getByRole('dialog');
    await dialog.getByText('Отменятся 2 заказа.').waitFor();
    await dialog.getByText(/84.600.₽/).waitFor();
    const button = dialog.getByRole('button', { name: 'Отменить и вернуть деньги' });
    assert.ok(await button.isDisabled());
    await dialog.getByLabel(/Наберите код показа/).fill('gull02');
    await page.keyboard.press('Enter');
    assert.equal(house.bodiesOf('/cancel').length, 0, 'the code of another date');
    await dialog.getByLabel(/Наберите код показа/).fill('GULL01');
    house.state.toldALook = 1;
    await button.click();
    await page.getByText('Отмена показа').waitFor();
    await page.getByText('деньги вернулись по 1 заказу').waitFor();
    assert.equal(await page.getByRole('button', { name: 'Перенести' }).count(), 0, 'what is over cannot be changed');
    await close();
  });

  test('settings: more is taken than the new capacity, said beside the form, and what was typed stays', async () => {
    const { page, close } = await onDesk();
    await open(page, dateOf('gull01'));
    await page.getByText('Настройки', { exact: true }).click();
    await page.getByLabel('Всего мест').fill('90');
    await press(page, 'Сохранить настройки');
    await page.getByText('Продано больше мест, чем столько.').waitFor();
    assert.equal(await page.getByLabel('Всего мест').inputValue(), '90');
    await page.getByLabel('Всего мест').fill('150');
    await press(page, 'Сохранить настройки');
    await page.getByText('Настройки сохранены.').waitFor();
    assert.equal(house.show('gull01').sales.capacity, 150);
    await close();
  });

  test('orders are found, sifted and paged, and the address remembers it', async () => {
    const { page, close } = await onDesk();
    house.state.sold.push(
      ...Array.from({ length: 50 }, (_, n) => ({ ...house.state.sold[0]!, orderId: uuid(9000 + n), number: `R-${n}` })),
    );
    await open(page, dateOf('gull01'));
    await page.getByText('57 заказов').waitFor();
    await page.getByTitle('нужно внимание').waitFor();
    await press(page, 'Следующая');
    await page.getByText('Страница 2 из 2').waitFor();
    await page.getByLabel('Номер, имя или почта').fill('ermolova');
    await page.getByText('Ничего не нашлось').waitFor();
    await page.getByLabel('Номер, имя или почта').fill('maria@');
    await page.getByText('1 заказ', { exact: true }).waitFor();
    await page.waitForURL(/search=maria/);
    await page.reload({ waitUntil: 'domcontentloaded' });
    await page.getByText('1 заказ', { exact: true }).waitFor();
    await page.getByLabel('Состояние').selectOption({ label: 'оплачен' });
    await press(page, 'Показать все');
    await page.getByText('57 заказов').waitFor();
    await page
      .getByRole('link', { name: /Анна Власова/ })
      .first()
      .click();
    await page.getByRole('heading', { name: 'Заказ R-5000' }).waitFor();
    await close();
  });

  test('a line of the list: seats that wait for payment, a part that came back, and of a cancelled date nobody is counted', async () => {
    for (const viewport of [phone, desk]) {
      const { page, close } = await visit(browser, { viewport });
      await open(page, dateOf('gull01'));
      const line = (n: number) => page.getByRole('listitem').filter({ hasText: `R-500${n}` });
      await line(1).getByText('2 билета').waitFor();
      await line(2).getByText('2 из 3 билетов').waitFor();
      await line(2)
        .getByText(/возврат 900.₽/)
        .waitFor();
      await line(0).getByText('1 билет').waitFor();
      assert.equal(await page.getByText(/возврат/).count(), 2, 'of the returned order too, and of no other');
      await page.getByText('из 86 с билетами').waitFor();
      const off = house.show('hamlet01');
      Object.assign(off.sales, { sold: 0, checkedIn: 1 });
      await open(page, dateOf('hamlet01'));
      await page.getByText('Пришли').waitFor();
      assert.equal(await page.getByText(/с билетами/).count(), 0, '«пришли 1 из 0» says nothing');
      await close();
    }
  });

  test('a date that was played is folded away, though nobody told the house that it is over', async () => {
    const { page, close } = await onDesk();
    house.show('gull01').startsAt = new Date(Date.now() - 86_400_000).toISOString();
    await open(page, at(''));
    await page.getByText('впереди 4 даты').waitFor();
    await page.getByText('Прошедшие: 1').click();
    await page.getByText('86 из 120').waitFor();
    await close();
  });

  test('tickets given away: what lacks is said, two presses are one gift, the link is there to send', async () => {
    const { page, close } = await visit(browser);
    await open(page, dateOf('gull01'));
    await press(page, 'Подарить билеты');
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('button', { name: 'Подарить', exact: true }).click();
    await dialog.getByText('Выберите от одного до десяти билетов.').waitFor();
    await dialog.getByRole('button', { name: 'Больше: Партер' }).click();
    await dialog.getByRole('button', { name: 'Больше: Партер' }).click();
    await dialog.getByLabel('Почта').fill('guest@example.org');
    await dialog.getByRole('button', { name: 'Подарить 2 билета' }).waitFor();
    await pressTwice(page, 'button[form=give-form]');
    await dialog.getByText('Билеты подарены').waitFor();
    assert.equal(house.bodiesOf('/complimentary').length, 1);
    assert.match(await dialog.getByLabel('Ссылка на билеты').inputValue(), /^https:\/\/rampa\.example\/orders\//);
    await close();
  });

  test('an order: its story with what failed, a ticket made void, the rest returned as it was said', async () => {
    const { page, complaints, close } = await onDesk();
    await open(page, anOrder());
    await page.getByText('Письмо с билетами не доставлено').waitFor();
    await page.getByText('не удалось').waitFor();
    await page.getByText('Время ваше: Москва.').waitFor();
    await page.getByText(/время напоминания/).waitFor();
    const entry = page.locator('li.entry').filter({ hasText: 'Билет 7F-2K-92 взял спутник' });
    const number = entry.getByText('7F-2K-92', { exact: true });
    await number.waitFor();
    const wrapping = await page.evaluate('getComputedStyle(document.querySelector("li.entry p .whole")).whiteSpace');
    assert.equal(wrapping, 'nowrap', 'no line breaks at its hyphens');
    const entries = await page.locator('li.entry p').allTextContents();
    assert.equal(entries[0]?.trim(), 'Заказ оформлен на сайте: 2 × Партер');
    const process = page.getByRole('link', { name: 'Процесс в Temporal' });
    assert.match(String(await process.getAttribute('href')), /order:/);

    await press(page, 'Послать билеты ещё раз');
    await page.getByText('Билеты отправлены ещё раз.').waitFor();
    await press(page, 'Вернуть деньги');
    const dialog = page.getByRole('dialog');
    await dialog.getByText(/Вернём 1.800.₽ за 2 билета/).waitFor();
    await dialog.getByLabel(/По правилам показа/).check({ force: true });
    await dialog.getByText(/Вернём 900.₽ за 1 билет\./).waitFor();
    await dialog.getByLabel('Отметить билет 7F-2K-91').uncheck();
    await dialog.getByText('Отметьте хотя бы один билет.').waitFor();
    await dialog.getByLabel('Отметить билет 7F-2K-91').check();
    house.failNext('POST /api/organiser/rampa/orders', { status: 409, code: 'RefundClosed' });
    await dialog.getByRole('button', { name: /Вернуть 900/ }).click();
    await dialog.getByText('По правилам этого показа билет уже не возвращается.').waitFor();
    await dialog.getByLabel(/Всю цену/).check({ force: true });
    await dialog.getByLabel('Отметить билет 7F-2K-91').uncheck();
    await pressTwice(page, 'button[form=refund-form]');
    await page.getByText('Возврат принят.').waitFor();
    const sent = house.bodiesOf('/refund');
    assert.deepEqual(
      sent.map(({ whole, ticketIds }) => [whole, ticketIds]),
      [
        [false, undefined],
        [true, [uuid(6002)]],
      ],
    );
    assert.equal(idsOf('/refund').size, 2, 'a refusal is final: the next press is another wish');
    await page.getByText('возвращён', { exact: true }).waitFor();

    await press(page, 'Погасить билет 7F-2K-91');
    await press(page, 'Погасить билет');
    await page.getByText('погашен театром').waitFor();
    assert.equal(await page.getByRole('button', { name: 'Вернуть деньги' }).count(), 0, 'no ticket is good any more');
    assert.deepEqual(
      complaints.filter((line) => !line.includes('409')),
      [],
    );
    await close();
  });

  test('attention: tried again, then resolved with words; the number beside the door goes down', async () => {
    const { page, close } = await visit(browser);
    await open(page, at('/attention'));
    const card = page.locator('article').filter({ hasText: 'Банк не принял возврат' });
    await card.getByText('ждёт 2 дня').waitFor();
    await card.getByText('Подробности').click();
    await card.getByText(/^900.₽$/).waitFor();
    assert.equal(await page.getByRole('button', { name: 'Попробовать ещё раз' }).count(), 1, 'a letter cannot be tried again');
    await card.getByRole('button', { name: 'Попробовать ещё раз' }).click();
    await page.getByText('Запрос отправлен ещё раз.').waitFor();
    await card.getByRole('button', { name: 'Решено' }).click();
    await card.getByRole('button', { name: 'Снять с внимания' }).click();
    await card.getByText('Напишите, что сделано').waitFor();
    await card.getByLabel('Что сделано').fill('вернули переводом');
    await card.getByRole('button', { name: 'Снять с внимания' }).click();
    await card.waitFor({ state: 'detached' });
    await page.getByRole('link', { name: /Внимание 1/ }).waitFor();
    assert.equal(house.bodiesOf('/resolve')[0]?.['resolution'], 'вернули переводом');
    house.state.matters = [];
    await page.reload({ waitUntil: 'domcontentloaded' });
    await page.getByText('Всё спокойно').waitFor();
    await close();
  });

  test('accounts: why a default is safe, a key of the wrong kind, and no key left in the browser', async () => {
    const { page, close } = await onDesk();
    await open(page, at('/payments'));
    await page.getByText('По правилам Telegram цифровые товары внутри бота продают только за Stars.').first().waitFor();
    await page.locator('summary').filter({ hasText: 'Stripe' }).click();
    await page.getByLabel('Секретный ключ').first().fill('pk_live_wrong');
    await page.getByLabel('Секрет вебхука').fill('whsec_secret');
    await press(page, 'Сохранить');
    await page.getByText('Ключ Stripe начинается с').waitFor();
    await page.getByLabel('Секретный ключ').first().fill('sk_test_hidden1234');
    house.failNext('PUT /api/organiser', 'bad gateway');
    await press(page, 'Сохранить');
    await page.getByText('Театр сейчас не отвечает.').waitFor();
    const kept = String(await page.evaluate('JSON.stringify({ ...sessionStorage, ...localStorage })'));
    assert.ok(kept.includes('account:'), 'the wish itself is kept');
    assert.ok(!kept.includes('hidden') && !kept.includes('whsec'), 'its keys are not');
    await press(page, 'Сохранить');
    await page.getByText('На записи ••••1234.').waitFor();
    assert.equal(await page.getByLabel('Секретный ключ').first().inputValue(), '');
    assert.equal(idsOf('/payment-accounts').size, 1);
    await close();
  });

  test('nothing yet, nothing there, nobody answers, no connection: each is said', async () => {
    const { page, close } = await onDesk();
    house.failNext('GET /api/organiser/rampa/productions', { status: 503, code: 'Busy' });
    await open(page, at(''));
    await page.getByText('Театр сейчас не отвечает.').waitFor();
    await press(page, 'Повторить');
    await page.getByRole('heading', { name: 'Чайка' }).waitFor();
    await page.context().setOffline(true);
    await page.getByText('Связь прервалась. Показываем то, что знали в').waitFor();
    await page.getByRole('heading', { name: 'Чайка' }).waitFor();
    await page.context().setOffline(false);
    await page.getByText('Связь прервалась').waitFor({ state: 'detached' });
    house.state.shows.clear();
    await page.reload({ waitUntil: 'domcontentloaded' });
    await page.getByRole('heading', { name: 'Сцена пуста' }).waitFor();
    await open(page, at(`/shows/${uuid(404)}`));
    await page.getByRole('heading', { name: 'Такого здесь нет.' }).waitFor();
    await open(page, at(`/orders/${uuid(404)}`));
    await page.getByRole('heading', { name: 'Такого здесь нет.' }).waitFor();
    await open(page, at(`/shows/new?production=${uuid(404)}`));
    await page.getByRole('heading', { name: 'Такого спектакля нет' }).waitFor();
    await close();
  });

  test('in English, far from the theatre: its clock and one’s own are both named', async () => {
    const { page, close } = await visit(browser, { locale: 'en-GB', timezoneId: 'Europe/Berlin', viewport: desk });
    await open(page, dateOf('gull01'));
    await page.getByRole('heading', { level: 1, name: 'The Seagull' }).waitFor();
    await page.getByText('Moscow time').waitFor();
    await page.getByText(/by your clock \(Berlin\)/).waitFor();
    await page.getByRole('img', { name: '86 sold, 12 waiting for payment, 22 free, 120 in all' }).waitFor();
    await open(page, anOrder());
    await page.getByText('Your time: Berlin.').waitFor();
    await page.getByText('Theatre time: Moscow').waitFor();
    await page.getByText(/by your clock \(Berlin\)/).waitFor();
    const clock = (timeZone: string) =>
      new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit', timeZone }).format(
        new Date(house.state.story.timeline[0]!.at),
      );
    const [moscow, berlin] = [clock('Europe/Moscow'), clock('Europe/Berlin')];
    assert.notEqual(moscow, berlin, 'control: the clocks differ');
    assert.equal(await page.locator('li.entry time').first().textContent(), `${moscow}${berlin}`);
    // Beside the story the same clock, by its name.
    const bought = page.locator('.facts dl > div').filter({ hasText: 'Ordered' });
    assert.match((await bought.textContent())!, new RegExp(`, ${moscow} \\(Moscow\\)`));
    await close();
  });
});
