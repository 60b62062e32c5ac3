/** A whole house with its built pages, and a real browser in front of it. */
import assert from 'node:assert/strict';
import type { Browser, BrowserContextOptions, Frame, Page } from 'playwright-core';
import { buildFrontend } from '../../frontend/build.ts';
import { axe, findChromium, launch, settled, visit } from '../frontend/browser.ts';
import { type House, openHouse } from '../support/house.ts';
import { call } from '../support/http.ts';

const chromium = findChromium();
/** For `skip`: what is not here is said by name, and under CI it fails. */
export const missing = chromium || process.env['CI'] === 'true' ? false : 'Chromium is not installed';

export type Stage = {
  house: House;
  browser: Browser;
  enter(options?: BrowserContextOptions): Promise<Guest>;
  close(): Promise<void>;
};
export type Guest = {
  page: Page;
  /** Leaves, and nothing was wrong: no errors on the console, nothing fetched from other hosts. */
  leave(): Promise<void>;
};

export async function openStage(): Promise<Stage> {
  assert.ok(chromium, 'Chromium is not installed');
  await buildFrontend();
  const [house, browser] = await Promise.all([openHouse(), launch(chromium)]);
  const own = [house.web, house.sandbox].map((address) => new URL(address).host);
  return {
    house,
    browser,
    async enter(options) {
      const { page, complaints, close } = await visit(browser, options);
      const elsewhere = new Set<string>();
      page.context().on('request', (request) => {
        const { protocol, host } = new URL(request.url());
        if (protocol.startsWith('http') && !own.includes(host)) elsewhere.add(host);
      });
      return {
        page,
        async leave() {
          await close();
          assert.deepEqual(complaints, []);
          assert.deepEqual([...elsewhere], [], 'asked other hosts');
        },
      };
    },
    async close() {
      await browser.close();
      await house.close();
    },
  };
}

/** Nobody is kept out, in frames too, and nothing is wider than the screen. */
export async function assertOpenToAll(page: Page): Promise<void> {
  await Promise.all(page.frames().map(settledUnlessGone));
  const { violations } = await axe(page).analyze();
  const grave = violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.target.join(' ')}`));
  assert.deepEqual(grave, [], page.url());
  const wider = await page.evaluate('document.documentElement.scrollWidth - document.documentElement.clientWidth');
  assert.equal(wider, 0, `${page.url()} is wider than the screen`);
}

/** A frame of the phone may be closed while it is waited for. */
const settledUnlessGone = (frame: Frame): Promise<void> =>
  settled(frame).catch((thrown: unknown) => {
    if (!frame.isDetached()) throw thrown;
  });

/** What the door says. */
export async function atTheDoor(house: House, token: string, showId: string): Promise<unknown> {
  return (await call(`${house.web}/api/tickets/validate`, { body: { token, showId } })).body['reason'];
}
