/** The audience on the viewer's page, in a real browser: what one says all see, whatever happens to the line between. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { BrowserContextOptions, Page } from 'playwright-core';
import { eventually } from '../support/http.ts';
import { barriers, desk, open, phone, visit } from './browser.ts';
import { inHalls } from './in-hall.ts';
import { type MockHall, ticketId } from './mock-hall.ts';
import { missing } from './mock-stage.ts';

const field = (page: Page) => page.getByLabel(/^(Сообщение|Message)$/);
const lines = (page: Page) => page.locator('.scroll .line');
const texts = (page: Page) => page.locator('.scroll .line .text').allTextContents();
const button = (page: Page, name: string | RegExp) => page.getByRole('button', { name, exact: true });
async function say(page: Page, text: string): Promise<void> {
  await field(page).fill(text);
  await field(page).press('Enter');
}
const shows = (page: Page, expected: string[], what: string) =>
  eventually(async () => JSON.stringify(await texts(page)) === JSON.stringify(expected), what, 60_000);

describe('the audience on the page', { skip: missing, timeout: 400_000, concurrency: 2 }, () => {
  const inHall = inHalls();
  const address = ({ origin }: MockHall) => `${origin}/watch/${ticketId}?token=pass`;
  const come = async (house: MockHall, browser: Parameters<typeof visit>[0], options: BrowserContextOptions = {}) => {
    const visitor = await visit(browser, options);
    await open(visitor.page, address(house));
    // The number comes with the first word of the house: from now on nothing is missed.
    await visitor.page
      .getByText(/^\d+ (смотрит|смотрят|watching)$/)
      .first()
      .waitFor();
    return visitor;
  };

  test(
    'three people in one hall: a line is on every page in the same order, its writer sees it accepted, the name is asked once',
    inHall(async ({ house, browser }) => {
      const [anna, boris, clara] = await Promise.all([1, 2, 3].map(() => come(house, browser)));
      await anna!.page.getByText('124 смотрят', { exact: true }).first().waitFor();
      await field(anna!.page).fill('Какой свет!');
      await anna!.page.getByLabel('Как вас подписать?').fill('Анна');
      await field(anna!.page).press('Enter');
      await boris!.page.getByText('Какой свет!').waitFor();
      await lines(anna!.page).getByRole('img', { name: 'принято' }).waitFor();
      assert.equal(await lines(boris!.page).getByRole('img', { name: 'принято' }).count(), 0, 'the mark is the writer’s own');
      await say(boris!.page, 'Треплев невероятный');
      await say(clara!.page, 'Музыка!');
      const all = house.audience.state.said.map(({ text }) => text);
      for (const { page } of [anna!, boris!, clara!]) await shows(page, all.length === 3 ? all : await texts(page), 'all lines');
      assert.equal(house.audience.state.said[0]?.name, 'Анна');
      assert.deepEqual(await texts(anna!.page), await texts(boris!.page));
      // Known from now on, here and after a reload.
      await anna!.page.reload({ waitUntil: 'domcontentloaded' });
      await field(anna!.page).focus();
      await button(anna!.page, 'Вас зовут Анна. Сменить имя').waitFor();
      assert.equal(await anna!.page.getByLabel('Как вас подписать?').count(), 0);
      house.audience.count(1);
      await anna!.page.getByText('1 смотрит', { exact: true }).first().waitFor();
      for (const { complaints, close } of [anna!, boris!, clara!]) {
        assert.deepEqual(complaints, []);
        await close();
      }
    }),
  );

  test(
    'a server that dies loses nothing: what nobody accepted goes again under the same ids, in its order',
    inHall(async ({ house, browser }) => {
      const { audience } = house;
      const [anna, boris] = await Promise.all([come(house, browser), come(house, browser)]);
      audience.others('Раньше всех');
      audience.state.accepts = false;
      await say(anna.page, 'первая');
      await boris.page.getByText('первая').waitFor();
      audience.state.down = true;
      audience.forget();
      audience.cut();
      await anna.page.getByText('Связь прервалась, возвращаемся.').waitFor();
      await say(anna.page, 'вторая');
      await anna.page.getByText('ждёт связи').first().waitFor();
      audience.state.accepts = true;
      audience.state.down = false;
      await shows(boris.page, ['Раньше всех', 'первая', 'вторая'], 'both lines are there, once');
      await shows(anna.page, ['Раньше всех', 'первая', 'вторая'], 'on the writer’s page too');
      await eventually(async () => (await lines(anna.page).getByRole('img', { name: 'принято' }).count()) === 2, 'both accepted');
      const said = audience.state.said.map(({ id, text }) => `${text} ${id}`);
      assert.equal(said[0], said[1], 'under the same id');
      assert.match(said[2]!, /^вторая/);
      assert.ok(
        audience.state.cursors.some((cursor) => cursor !== null),
        'who comes back says what it has seen',
      );
      assert.equal(await anna.page.getByText('Связь прервалась').count(), 0);
      await Promise.all([anna.close(), boris.close()]);
    }),
  );

  test(
    'a removed line goes from every page, a pinned one stands above',
    inHall(async ({ house, browser }) => {
      const { page, close } = await come(house, browser);
      const [rude] = house.audience.others('грубость', 'вежливость');
      await page.getByText('грубость').waitFor();
      house.audience.remove(rude!.id);
      await page.getByText('грубость').waitFor({ state: 'detached' });
      await shows(page, ['вежливость'], 'the other stays');
      house.audience.rule({ pinned: house.audience.makeLine({ name: 'Театр', badge: 'organiser', text: 'Антракт в 20:00' }) });
      await page.getByRole('complementary', { name: 'Закреплено' }).getByText('Антракт в 20:00').waitFor();
      house.audience.rule({ pinned: null });
      await page.getByRole('complementary', { name: 'Закреплено' }).waitFor({ state: 'detached' });
      house.audience.show(house.audience.makeLine({ name: 'Рампа', badge: 'organiser', text: 'Добрый вечер' }));
      await lines(page).filter({ hasText: 'Добрый вечер' }).getByText('театр', { exact: true }).waitFor();
      await close();
    }),
  );

  test(
    'slow mode counts down on the button; a closed chat and a muted person are told so',
    inHall(async ({ house, browser }) => {
      const { page, close } = await come(house, browser);
      house.audience.rule({ slowSeconds: 5 });
      await page.getByText('Медленный режим: одно сообщение в 5 с').waitFor();
      await say(page, 'раз');
      await button(page, /Отправить можно через [1-5] с/).waitFor();
      await say(page, 'два');
      assert.equal(house.audience.state.said.length, 1, 'not sent before its time');
      assert.equal(await field(page).inputValue(), 'два', 'and not lost');
      await button(page, 'Отправить').waitFor();
      await button(page, 'Отправить').click();
      await shows(page, ['раз', 'два'], 'the second one goes when its time has come');
      house.audience.rule({ open: false });
      await page.getByText('Ведущий закрыл чат. Реакции работают.').waitFor();
      assert.equal(await field(page).count(), 0);
      house.audience.rule({ open: true, slowSeconds: 0 });
      await field(page).waitFor();
      house.audience.state.muted = true;
      await page.reload({ waitUntil: 'domcontentloaded' });
      await page.getByText('Ведущий остановил ваши сообщения.').waitFor();
      await close();
    }),
  );

  test(
    'a line that was refused says why and can be sent again or removed; one that nobody answered too',
    inHall(async ({ house, browser }) => {
      const { page, close } = await come(house, browser);
      house.audience.state.refuse.push('LineHasWord', 'LineHasLink');
      await say(page, 'нехорошее');
      await page.getByText('Театр просит не писать в чате таких слов.').waitFor();
      await button(page, 'Убрать').click();
      await shows(page, [], 'it is gone');
      await say(page, 'ссылка');
      await page.getByText('Ссылки в этом чате писать нельзя.').waitFor();
      await button(page, 'Отправить снова').click();
      await lines(page).getByRole('img', { name: 'принято' }).waitFor();
      house.audience.state.deaf = true;
      await say(page, 'в пустоту');
      await page.getByText('Не отправлено: сервер не ответил.').waitFor();
      house.audience.state.deaf = false;
      await button(page, 'Отправить снова').click();
      await eventually(async () => (await lines(page).getByRole('img', { name: 'принято' }).count()) === 2, 'accepted');
      await field(page).fill('я'.repeat(490));
      await page.getByText('Осталось знаков: 10').waitFor();
      await field(page).fill('я'.repeat(507));
      await page.getByText('Лишних знаков: 7').waitFor();
      const before = house.audience.state.said.length;
      await field(page).press('Enter');
      assert.equal(house.audience.state.said.length, before);
      await close();
    }),
  );

  test(
    'the newest is in sight unless somebody reads above; a screen reader hears the number of a flood',
    inHall(async ({ house, browser }) => {
      const { page, close } = await come(house, browser);
      house.audience.others(...Array.from({ length: 60 }, (_, n) => `строка ${n}`));
      const scroll = page.getByRole('group', { name: 'Сообщения' });
      await page.getByText('строка 59', { exact: true }).waitFor();
      const fromEnd = () => scroll.evaluate<number, any>((box: any) => box.scrollHeight - box.scrollTop - box.clientHeight);
      await eventually(async () => (await fromEnd()) < 2, 'the newest is in sight');
      await page.getByText(/^60 новых сообщений в чате$/).waitFor({ state: 'attached' });
      await scroll.evaluate((box: any) => {
        box.scrollTop = 100;
      });
      await button(page, 'К новым').waitFor();
      const top = await scroll.evaluate<number, any>((box: any) => box.scrollTop);
      house.audience.others('ещё одна', 'и ещё');
      await button(page, '2 новых').waitFor();
      assert.equal(await scroll.evaluate<number, any>((box: any) => box.scrollTop), top, 'what is read stays');
      await button(page, '2 новых').click();
      await eventually(async () => (await fromEnd()) < 2, 'back at the newest');
      await close();
    }),
  );

  test(
    'taps go together, float over the picture in a bounded number, and one’s own are not counted twice',
    inHall(async ({ house, browser }) => {
      const { page, complaints, close } = await come(house, browser, { reducedMotion: 'no-preference' });
      const heart = button(page, /^Люблю/);
      for (let n = 0; n < 3; n += 1) await heart.click({ noWaitAfter: true });
      await page.locator('.drop.heart').first().waitFor({ state: 'attached' });
      await eventually(async () => house.audience.state.felt.reduce((sum, { count }) => sum + count, 0) === 3, 'three are told');
      await button(page, 'Люблю, 3').waitFor();
      house.audience.feel({ heart: 4 });
      await button(page, 'Люблю, 7').waitFor();
      for (let n = 0; n < 20; n += 1) house.audience.feel({ applause: 400 });
      await page.locator('.drop.applause').first().waitFor({ state: 'attached' });
      await button(page, /^Аплодисменты, [\d\s]*8000$/).waitFor();
      assert.ok((await page.locator('.drop').count()) <= 24);
      await page.locator('.drop').first().waitFor({ state: 'detached' });
      assert.deepEqual(complaints, []);
      await close();
      // Whoever wants stillness sees the numbers only.
      const still = await come(house, browser);
      house.audience.feel({ laugh: 5 });
      await button(still.page, 'Смешно, 5').waitFor();
      assert.equal(await still.page.locator('.drop').count(), 0);
      await still.close();
    }),
  );

  test(
    'gifts stand over the picture one after another; one that is taken away goes at once',
    inHall(async ({ house, browser }) => {
      const { audience } = house;
      const { page, close } = await come(house, browser);
      const gift = (name: string, text: string) =>
        audience.makeLine({ kind: 'donation', name, text, money: { amount: 50_000, currency: 'RUB' } });
      const [first, second] = [gift('Ольга', 'Спасибо за смелость'), gift('', '')];
      audience.show(first, second);
      const card = page.locator('.gift .who');
      const over = page.locator('.screen .gift');
      await over.getByText('Ольга дарит театру 500 ₽').waitFor();
      await over.getByText('Спасибо за смелость').waitFor();
      assert.equal(await over.count(), 1, 'not all at once');
      assert.ok((await card.count()) >= 1);
      await over.getByText('Кто-то из зала дарит театру 500 ₽').waitFor();
      audience.remove(second.id);
      await over.waitFor({ state: 'detached' });
      assert.equal(await lines(page).filter({ hasText: 'Ольга дарит театру' }).count(), 1, 'and in the chat');
      await close();
    }),
  );

  test(
    'after the end: one big button, with everybody’s claps',
    inHall(async ({ house, browser }) => {
      const { page, close } = await come(house, browser);
      house.refuseTo('recordingWriting', { state: 'ended' });
      await button(page, 'Аплодировать').waitFor();
      house.audience.feel({ applause: 340 });
      await page.getByText('340 хлопков от всего зала').waitFor();
      await button(page, 'Аплодировать').click();
      await page.getByText('341 хлопок от всего зала').waitFor();
      await eventually(async () => house.audience.state.felt.length === 1, 'it is told');
      await close();
    }),
  );

  test(
    'whoever is put out is told why; a pass that is over is replaced without a word',
    inHall(async ({ house, browser }) => {
      const { page, close } = await come(house, browser);
      house.audience.over('SignInRequired');
      await eventually(async () => house.audience.state.entered === 2, 'it comes again', 30_000);
      assert.equal(house.audience.state.passes, 2, 'with a new pass');
      house.audience.state.closed = 'AudienceClosed';
      house.audience.over('AudienceClosed');
      await page.getByText('Чат этого показа сейчас закрыт.').waitFor();
      await page.getByText('Он открывается за час до начала').waitFor();
      house.audience.state.closed = undefined;
      await button(page, 'Войти снова').click();
      await field(page).waitFor();
      house.audience.state.closed = 'TicketNotValid';
      house.audience.over('TicketNotValid');
      await page.getByText('Что с ним стало, сказано в заказе.').or(page.locator('.out .what')).first().waitFor();
      assert.equal(await button(page, 'Войти снова').count(), 0);
      await close();
    }),
  );

  test(
    'a gift: the sum, the payment on a page of its own, and thanks when the money is there',
    inHall(async ({ house, browser }) => {
      const { audience } = house;
      const { page, close } = await come(house, browser, { viewport: desk });
      await button(page, 'Поддержать').click();
      const sheet = page.getByRole('dialog', { name: 'Поддержать театр' });
      await sheet.getByLabel('Другая сумма').fill('5');
      await sheet.getByText('Такую сумму принять нельзя. От 100 ₽ до 50 000 ₽.').waitFor();
      await sheet.getByLabel('Другая сумма').fill('750');
      await sheet.getByLabel('Ваше имя').fill('Ольга');
      await sheet.getByLabel('Слова театру').fill('Спасибо');
      const [paying] = await Promise.all([
        page.context().waitForEvent('page'),
        sheet.getByRole('button', { name: 'Подарить 750 ₽' }).click(),
      ]);
      assert.match(paying.url() === 'about:blank' ? '/pay/' : paying.url(), /\/pay\//);
      const [asked] = audience.till.state.asked;
      assert.deepEqual(
        { ...asked, orderId: '' },
        { orderId: '', amount: 75_000, currency: 'RUB', provider: 'yookassa', name: 'Ольга', text: 'Спасибо' },
      );
      await sheet.getByText('Ждём оплату').waitFor();
      await sheet.getByRole('link', { name: 'Оплатить 750 ₽' }).waitFor();
      await page.bringToFront();
      audience.till.pay(asked!.orderId);
      await page.getByRole('dialog', { name: 'Спасибо!' }).getByText('Подарок 750 ₽ принят.').waitFor();
      await button(page, 'Смотреть дальше').click();
      await page.getByRole('dialog').waitFor({ state: 'detached' });
      // Nothing is offered where nothing can be paid for.
      audience.till.state.extras.open = false;
      await page.reload({ waitUntil: 'domcontentloaded' });
      await field(page).waitFor();
      await eventually(async () => audience.state.entered === 2, 'it is in');
      assert.equal(await button(page, 'Поддержать').count(), 0);
      await close();
    }),
  );

  test(
    'the shop: quantities, a note for things, the programme opens when it is paid; not paying leaves nothing behind',
    inHall(async ({ house, browser }) => {
      const { audience } = house;
      const { page, close } = await come(house, browser);
      await button(page, 'Лавка театра').click();
      const sheet = page.getByRole('dialog', { name: 'Лавка театра' });
      await sheet.getByRole('button', { name: 'Взять: Программка «Чайки»' }).click();
      await sheet.getByRole('button', { name: 'Взять: Кружка с чайкой' }).click();
      await sheet.getByRole('button', { name: 'Больше: Кружка с чайкой' }).click();
      await sheet.getByLabel('Куда передать, размер').fill('Заберу в театре');
      await sheet.getByRole('button', { name: 'Купить за 2 000 ₽' }).click();
      await sheet.getByText('Ждём оплату').waitFor();
      await page.bringToFront();
      await sheet.getByRole('button', { name: 'Не платить' }).click();
      await sheet.getByRole('button', { name: 'Купить за 2 000 ₽' }).click();
      await eventually(async () => audience.till.orders.size === 2, 'another order');
      await page.bringToFront();
      const [dropped, bought] = [...audience.till.orders.values()];
      assert.equal(dropped!.phase, 'cancelled');
      assert.deepEqual(
        bought!.items.map(({ quantity }) => quantity),
        [1, 2],
      );
      assert.equal((audience.till.state.asked.at(-1) as { note: string }).note, 'Заберу в театре');
      audience.till.pay(bought!.orderId);
      const done = page.getByRole('dialog', { name: 'Куплено' });
      const gift = done.getByRole('link', { name: 'Открыть программку' });
      await gift.waitFor();
      assert.equal(await gift.getAttribute('rel'), 'noopener noreferrer');
      await done.getByRole('button', { name: 'Смотреть дальше' }).click();
      await button(page, 'Лавка театра').click();
      await page.getByRole('dialog').getByRole('heading', { name: 'Уже куплено' }).waitFor();
      await close();
    }),
  );

  test(
    'the chat can be hidden, and stays so; what is said meanwhile is counted',
    inHall(async ({ house, browser }) => {
      const { page, close } = await come(house, browser, { viewport: desk });
      await button(page, 'Скрыть чат').click();
      assert.equal(await field(page).count(), 0);
      house.audience.others('раз', 'два');
      await button(page, /^Показать чат\s*2$/).waitFor();
      await page.reload({ waitUntil: 'domcontentloaded' });
      await button(page, 'Показать чат').waitFor();
      await button(page, 'Показать чат').click();
      await shows(page, ['раз', 'два'], 'nothing was missed');
      await close();
    }),
  );

  test(
    'how the show is seen is told to the house',
    inHall(async ({ house, browser }) => {
      const { page, close } = await come(house, browser);
      await button(page, 'Войти в зал').click();
      await eventually(
        async () => house.audience.state.beats.some((beat) => (beat as { playing: boolean }).playing),
        'a beat of a picture that plays',
        90_000,
      );
      await close();
    }),
  );

  test(
    'a phone with its keyboard open: picture, newest line and field are in sight together',
    inHall(async ({ house, browser }) => {
      const { page, close } = await come(house, browser);
      house.audience.others(...Array.from({ length: 30 }, (_, n) => `строка ${n}`));
      await button(page, 'Войти в зал').click();
      await field(page).focus();
      await page.setViewportSize({ width: phone.width, height: 500 });
      const box = async (one: ReturnType<Page['locator']>) => (await one.boundingBox())!;
      await eventually(async () => {
        const [input, picture, newest] = [
          await box(field(page)),
          await box(page.locator('.screen')),
          await box(page.getByText('строка 29', { exact: true })),
        ];
        return (
          input.y + input.height <= 500 && picture.y > -8 && newest.y + newest.height <= input.y && newest.y > picture.height - 8
        );
      }, 'all are in sight');
      await close();
    }),
  );

  test(
    'what speaks with the sockets is a chunk of its own, fetched where there is an audience',
    inHall(async ({ house, browser }) => {
      const { page, close } = await visit(browser);
      const fetched: string[] = [];
      page.on('request', (request) => fetched.push(new URL(request.url()).pathname));
      const chunk = () => fetched.some((path) => /\/socket-[\w-]+\.js$/.test(path));
      house.refuseTo('atAddress', { address: 'https://video.example/live' });
      await open(page, address(house));
      await page.locator('a[href="https://video.example/live"]').waitFor();
      assert.deepEqual([chunk(), house.audience.state.passes], [false, 0]);
      Object.assign(house.state.view, { may: true, what: 'live', why: null, address: null, message: null, how: null });
      await open(page, address(house));
      await field(page).waitFor();
      await eventually(async () => chunk(), 'the chunk is fetched');
      await close();
    }),
  );

  for (const [name, viewport] of Object.entries({ phone, desk }))
    for (const locale of ['ru-RU', 'en-GB'])
      for (const colorScheme of ['dark', 'light'] as const)
        test(
          `no barriers and nothing wider than the screen (${name}, ${locale}, ${colorScheme})`,
          inHall(async ({ house, browser }) => {
            const { audience } = house;
            const { page, complaints, close } = await come(house, browser, { viewport, locale });
            // A light house is Telegram's; its dress is put on by hand here.
            await page.evaluate(`document.documentElement.dataset.theme = '${colorScheme}'`);
            const calm = async (what: string) => {
              assert.deepEqual(await barriers(page), [], what);
              const wider = await page.evaluate('document.documentElement.scrollWidth - document.documentElement.clientWidth');
              assert.equal(wider, 0, `${what} is wider than the screen`);
            };
            audience.others('Какой свет в этой сцене!', 'о'.repeat(120), 'Браво', 'Спасибо');
            audience.show(
              audience.makeLine({ name: 'Рампа', badge: 'organiser', text: 'Антракт' }),
              audience.makeLine({ kind: 'donation', text: 'Спасибо', money: { amount: 50_000, currency: 'RUB' } }),
            );
            audience.rule({ slowSeconds: 10, pinned: audience.makeLine({ text: 'Обсуждение после спектакля '.repeat(8) }) });
            audience.feel({ applause: 30, tears: 2 });
            await page.locator('.screen .gift').waitFor();
            audience.state.refuse.push('LineHasLink');
            await field(page).fill('rampa.example.com');
            await calm('writing');
            await field(page).press('Enter');
            await page.locator('.why').waitFor();
            await calm('the chat');
            await page.locator('.give').click();
            await page.getByRole('dialog').waitFor();
            await calm('a gift');
            await page.keyboard.press('Escape');
            await page.locator('.shop').click();
            await page.getByRole('dialog').locator('.item .btn').first().click();
            await calm('the shop');
            await page.keyboard.press('Escape');
            await page.locator('.panel header .icon').click();
            await calm('a hidden chat');
            await page.locator('.bring').click();
            assert.deepEqual(complaints, []);
            house.refuseTo('recordingWriting', { state: 'ended' });
            await page.locator('.ovation').waitFor();
            await calm('applause');
            await close();
          }),
        );
});
