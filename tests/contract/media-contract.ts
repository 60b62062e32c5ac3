/** Runs the contract of media servers on one of them, and its negative controls. */
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, describe, it } from 'node:test';
import type { MediaProvider } from '../../providers/media/port.ts';
import { checks } from './media-checks.ts';
import type { MediaDriver, StageRow } from './media-driver.ts';

const patience = 30_000;
/** Long enough for what works; what is broken is waited for no longer. */
const impatience = 4000;

type Broken = {
  /** How it breaks its word. */
  word: string;
  /** The check that must find it out, and what that then says. */
  check: RegExp;
  says: RegExp;
  spoil(good: MediaProvider): Partial<MediaProvider>;
};
const broken: Broken[] = [
  {
    word: 'makes another channel each time',
    ...{ check: /^provision/, says: /deep-equal/ },
    spoil: (good) => ({ provision: (request) => good.provision({ ...request, channelKey: randomUUID() }) }),
  },
  {
    word: 'leaves the channel where it is',
    check: /^tear down/,
    says: /reads gone/,
    spoil: () => ({ tearDown: async () => {} }),
  },
  {
    word: 'gives the old key again',
    ...{ check: /^rotate/, says: /another key/ },
    spoil: (good) => ({ rotateKey: (channelId) => good.ingest(channelId, 1) }),
  },
  { word: 'revokes nothing', check: /^revoke/, says: /the picture ends/, spoil: () => ({ revoke: async () => {} }) },
  { word: 'stops nothing', check: /^stop/, says: /reads offline/, spoil: () => ({ stop: async () => {} }) },
  {
    word: 'keeps what it was told to remove',
    ...{ check: /^recordings/, says: /deep-equal/ },
    spoil: () => ({ removeRecording: async () => {} }),
  },
];

/** The rows keep silent too: a door that is asked by its server would make good what the provider leaves undone. */
const silent =
  (row: MediaDriver['row']): MediaDriver['row'] =>
  (channelId, { onAir, keyRevision }) => {
    const said: Partial<StageRow> = { ...(onAir === undefined ? {} : { onAir }), ...(keyRevision === 1 ? { keyRevision } : {}) };
    row(channelId, said);
  };

/** @param open makes the driver, once for all sentences: they share its servers, and each has channels of its own. */
export function mediaContract(name: string, open: () => Promise<MediaDriver>): void {
  describe(name, () => {
    let driver: MediaDriver;
    before(async () => {
      driver = await open();
    });
    after(() => driver?.close());

    for (const [sentence, check] of Object.entries(checks)) it(sentence, () => check(driver, patience));

    describe('negative controls', { concurrency: true }, () => {
      for (const { word, check: sentence, says, spoil } of broken)
        it(`one that ${word} is found out`, async () => {
          const [, check] = Object.entries(checks).find(([one]) => sentence.test(one))!;
          const spoilt = { ...driver, row: silent(driver.row), provider: { ...driver.provider, ...spoil(driver.provider) } };
          await assert.rejects(check(spoilt, impatience), (error: Error) => says.test(error.message) || assert.fail(error));
        });
    });
  });
}
