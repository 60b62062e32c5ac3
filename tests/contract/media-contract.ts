/** Runs the contract of media servers on one of them, and its negative controls. */
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { MediaProvider } from '../../providers/media/port.ts';
import { checks } from './media-checks.ts';
import type { MediaDriver } from './media-driver.ts';

const patience = 30_000;
/** Long enough for what works; what is broken is waited for no longer. */
const impatience = 1500;

/** A provider that breaks its word, and the sentence that must find it out. */
const broken: Array<[word: string, sentence: RegExp, spoil: (good: MediaProvider) => Partial<MediaProvider>]> = [
  [
    'provisions the same key anew each time',
    /^provision/,
    (good) => ({ provision: (request) => good.provision({ ...request, channelKey: crypto.randomUUID() }) }),
  ],
  ['leaves the channel where it is', /^tear down/, () => ({ tearDown: async () => {} })],
  ['keeps the old key', /^rotate/, (good) => ({ rotateKey: (channelId) => good.ingest(channelId, 1) })],
  ['revokes nothing', /^revoke/, () => ({ revoke: async () => {} })],
  ['stops nothing', /^stop/, () => ({ stop: async () => {} })],
];

/** @param open makes the driver once for all sentences; its servers are shared. */
export function mediaContract(name: string, open: () => Promise<MediaDriver>): void {
  describe(name, () => {
    let driver: MediaDriver;
    before(async () => {
      driver = await open();
    });
    after(() => driver?.close());

    for (const [sentence, check] of Object.entries(checks)) it(sentence, () => check(driver, patience));

    for (const [word, sentence, spoil] of broken)
      it(`negative control: one that ${word} is found out`, async () => {
        const [, check] = Object.entries(checks).find(([one]) => sentence.test(one))!;
        // The rows say nothing either: a door that is asked by its server would make good what the provider leaves undone.
        const silent = {
          ...driver,
          row: (id: string, { onAir, keyRevision }: Parameters<MediaDriver['row']>[1]) =>
            driver.row(id, { ...(onAir === undefined ? {} : { onAir }), ...(keyRevision === 1 ? { keyRevision } : {}) }),
        };
        await assert.rejects(check({ ...silent, provider: { ...driver.provider, ...spoil(driver.provider) } }, impatience));
      });
  });
}
