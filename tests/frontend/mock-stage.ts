/** A pretend house with the built pages and a browser, from the first test of a suite to its last; each test finds the house new. */
import assert from 'node:assert/strict';
import { after, before, beforeEach } from 'node:test';
import type { Browser } from 'playwright-core';
import { buildFrontend } from '../../frontend/build.ts';
import { findChromium, launch } from './browser.ts';

const chromium = findChromium();
/** For `skip`: what is not here is said by name, and under CI it fails. */
export const missing = chromium || process.env['CI'] === 'true' ? false : 'Chromium is not installed';

type Pretend = { reset(): void; close(): Promise<void> };

/** Called inside a suite. @param take is given both as soon as they are there. */
export function mockStage<H extends Pretend>(
  openHouse: (distDir: string) => Promise<H>,
  take: (stage: { house: H; browser: Browser }) => void,
): void {
  let house: H | undefined;
  let browser: Browser | undefined;
  before(async () => {
    assert.ok(chromium, 'Chromium is not installed');
    const { outDir } = await buildFrontend();
    house = await openHouse(outDir);
    browser = await launch(chromium);
    take({ house, browser });
  });
  after(async () => {
    await browser?.close();
    await house?.close();
  });
  beforeEach(() => house?.reset());
}
