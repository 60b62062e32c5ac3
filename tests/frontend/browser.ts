/** Chromium as the pages' tests use it: found or said to be missing, and a page that tells on its own console. */
import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { AxeBuilder } from '@axe-core/playwright';
import { type Browser, type BrowserContextOptions, chromium, type Frame, type Page } from 'playwright-core';

export function findChromium(): string | undefined {
  const named = process.env['CHROMIUM_PATH'];
  if (named) return named;
  if (existsSync('/usr/bin/chromium')) return '/usr/bin/chromium';
  for (const name of ['chromium', 'chromium-browser', 'google-chrome']) {
    try {
      return execFileSync('which', [name], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }).trim();
    } catch {
      // the next name
    }
  }
  return undefined;
}

const flags = [
  ...['--headless', '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run'],
  ...['--disable-background-networking', '--disable-component-update', '--disable-sync', '--disable-dev-shm-usage'],
];

/** @param more flags beside the usual, for a camera that is a file. */
export const launch = (executablePath: string, more: string[] = []): Promise<Browser> =>
  chromium.launch({ executablePath, args: [...flags, ...more] });

export const phone = { width: 390, height: 844 };
export const desk = { width: 1280, height: 800 };

/** Does not wait for pictures: what a test needs to see it waits for itself. */
export const open = (page: Page, address: string) => page.goto(address, { waitUntil: 'domcontentloaded' });

export type Visit = { page: Page; complaints: string[]; close: () => Promise<void> };

/** A person with an empty browser. `complaints` collects errors of the console and of scripts. */
export async function visit(browser: Browser, options: BrowserContextOptions = {}): Promise<Visit> {
  const context = await browser.newContext({
    ...{ viewport: phone, locale: 'ru-RU', timezoneId: 'Europe/Moscow', reducedMotion: 'reduce' as const },
    ...options,
  });
  context.setDefaultTimeout(60_000);
  const page = await context.newPage();
  const complaints: string[] = [];
  page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning') complaints.push(message.text());
  });
  page.on('pageerror', (error) => complaints.push(String(error)));
  return { page, complaints, close: () => context.close() };
}

// Even a motion of 0.01 ms stands at its beginning until a frame has been drawn, and a loaded machine draws late.
// As text: under the strict policy a page may not evaluate text by itself, and the tests know no DOM types.
const atRest = `(async () => {
  await document.fonts.ready;
  const ends = (animation) => animation.playState === 'running' && animation.effect?.getComputedTiming().endTime !== Infinity;
  for (let moving; moving === undefined || moving.length > 0; ) {
    await new Promise(requestAnimationFrame);
    moving = document.getAnimations().filter(ends);
    await Promise.allSettled(moving.map((animation) => animation.finished));
  }
})()`;

/** Letters have come and whatever moves has arrived; what moves for ever (a lamp, a wheel) is not waited for. */
export async function settled(page: Page | Frame): Promise<void> {
  await page.evaluate(atRest);
}

/** All rules, described is only what they found wrong. A page without frames is seen whole in the quicker mode too. */
export const axe = (page: Page): AxeBuilder =>
  new AxeBuilder({ page }).options({ resultTypes: ['violations'] }).setLegacyMode(page.frames().length === 1);

/** Violations that keep somebody out: rule, and where. The pages have no frames, and without them the quicker mode sees all. */
export async function barriers(page: Page): Promise<string[]> {
  await settled(page);
  const { violations } = await axe(page).setLegacyMode(true).analyze();
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.target.join(' ')} ${node.failureSummary ?? ''}`));
}
