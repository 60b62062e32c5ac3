/** Each test has a hall of its own, so that several are played at once: most of their time is waiting for a picture. */
import assert from 'node:assert/strict';
import { after, before } from 'node:test';
import type { Browser } from 'playwright-core';
import { buildFrontend } from '../../frontend/build.ts';
import { findChromium, launch } from './browser.ts';
import { type MockHall, openMockHall } from './mock-hall.ts';

/** Called inside a suite. The camera of its browser is a picture of Chromium's own. */
export function inHalls() {
  let browser: Browser | undefined;
  let dist = '';
  before(async () => {
    const chromium = findChromium();
    assert.ok(chromium, 'Chromium is not installed');
    dist = (await buildFrontend()).outDir;
    browser = await launch(chromium, ['--use-fake-device-for-media-stream', '--use-fake-ui-for-media-stream']);
  });
  after(() => browser?.close());
  return (play: (stage: { house: MockHall; browser: Browser }) => Promise<void>) => async (): Promise<void> => {
    const house = await openMockHall(dist);
    try {
      await play({ house, browser: browser! });
    } finally {
      await house.close();
    }
  };
}
