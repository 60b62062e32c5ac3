/** The tests' own eyes: they look when the page has come to rest, and do not overlook what stays. */
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { Browser } from 'playwright-core';
import QRCode from 'qrcode';
import { barriers, findChromium, launch, settled, visit } from './browser.ts';
import { assertShowsToken } from './shows-token.ts';

const chromium = findChromium();
const missing = chromium || process.env['CI'] === 'true' ? false : 'Chromium is not installed';
const words = (style: string, more = '') =>
  `<!doctype html><html lang="en"><title>Words</title><style>${more} p { color: #000; background: #fff; ${style} }</style><main><h1>Words</h1><p>Said</p></main>`;
const fades = '@keyframes fade { from { opacity: 0.1; } }';

describe('the eyes of the tests', { skip: missing, timeout: 120_000 }, () => {
  let browser: Browser;
  before(async () => {
    assert.ok(chromium, 'Chromium is not installed');
    browser = await launch(chromium);
  });
  after(() => browser?.close());

  test('a page that fades in is looked at when it is there', async () => {
    const { page, close } = await visit(browser, { reducedMotion: 'no-preference' });
    await page.setContent(words('animation: fade 3s step-end', fades));
    assert.deepEqual(await barriers(page), []);
    await close();
  });

  test('what stays pale keeps somebody out, and what moves for ever holds nobody up', async () => {
    const { page, close } = await visit(browser, { reducedMotion: 'no-preference' });
    await page.setContent(
      words('color: #ccc', '@keyframes turn { to { rotate: 1turn; } } h1::after { content: ""; animation: turn 1s infinite; }'),
    );
    const found = await barriers(page);
    assert.equal(found.length, 1);
    assert.match(found[0]!, /^color-contrast: p /);
    await close();
  });

  test('what begins to move is waited for too: at first it stands at its beginning', async () => {
    const { page, close } = await visit(browser, { reducedMotion: 'no-preference' });
    await page.setContent(words('transition: opacity 3s; opacity: 0.1'));
    const opacity = 'getComputedStyle(document.querySelector("p")).opacity';
    assert.equal(await page.evaluate(`(${opacity}, document.querySelector("p").style.opacity = 1, ${opacity})`), '0.1');
    await settled(page);
    assert.equal(await page.evaluate(opacity), '1');
    await close();
  });

  test('a code that comes late is read when it has come; another token’s code is not it', async () => {
    const { page, close } = await visit(browser);
    const drawn = await QRCode.toBuffer('a token', { errorCorrectionLevel: 'M', margin: 4, scale: 6 });
    const release = Promise.withResolvers<void>();
    await page.route('**/code.png', async (route) => {
      await release.promise;
      await route.fulfill({ body: drawn, contentType: 'image/png' });
    });
    await page.route('**/page', (route) =>
      route.fulfill({
        body: '<!doctype html><img src="code.png" alt="A code" loading="lazy" width="300" height="300">',
        contentType: 'text/html',
      }),
    );
    await page.goto('http://rampa.test/page', { waitUntil: 'domcontentloaded' });
    const read = assertShowsToken(page.getByRole('img'), 'a token', 4);
    read.catch(() => undefined);
    // Pictures of one page are taken in turn: whoever does not wait has taken theirs among these.
    for (let n = 0; n < 6; n++) await page.screenshot();
    release.resolve();
    await read;
    await assert.rejects(assertShowsToken(page.getByRole('img'), 'another', 4));
    await close();
  });
});
