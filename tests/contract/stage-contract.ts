/** Runs the contract of immersive stages on one server, and its negative controls. */
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, describe, it } from 'node:test';
import { stageChecks } from './stage-checks.ts';
import type { StageDriver } from './stage-driver.ts';

const patience = 30_000;
/** Long enough for what works; what is broken is waited for no longer. */
const impatience = 8000;

type Broken = {
  /** How it breaks its word. */
  word: string;
  /** The check that must find it out, and what that then says. */
  check: RegExp;
  says: RegExp;
  spoil(good: StageDriver): Partial<StageDriver>;
};
const provider =
  (change: (good: StageDriver['provider']) => Partial<StageDriver['provider']>): Broken['spoil'] =>
  (good) => ({
    provider: { ...good.provider, ...change(good.provider) },
  });
const nothing = async () => {};
const broken: Broken[] = [
  {
    word: 'makes another stage each time',
    ...{ check: /^provision/, says: /deep-equal/ },
    spoil: provider((good) => ({ provision: (request) => good.provision({ ...request, channelKey: randomUUID() }) })),
  },
  {
    word: 'lets a guest send',
    ...{ check: /^roles/, says: /there is/ },
    spoil: ({ signer }) => ({
      signer: { enter: (grant) => signer.enter({ ...grant, role: grant.role === 'guest' ? 'participant' : grant.role }) },
    }),
  },
  { word: 'changes no role', check: /^set role/, says: /is taken|is out/, spoil: provider(() => ({ setRole: nothing })) },
  { word: 'mutes nobody', check: /^mute/, says: /there is|is out/, spoil: provider(() => ({ mute: nothing })) },
  {
    word: 'puts nobody out',
    ...{ check: /^revoke/, says: /is out/ },
    spoil: (good) => ({ ...provider(() => ({ revoke: nothing }))(good), putOutUpTo: () => {} }),
  },
  { word: 'forgets who came again', check: /^revoke/, says: /older entrance/, spoil: forgetful },
  { word: 'stops nothing', check: /^stop/, says: /is out/, spoil: provider(() => ({ stop: nothing })) },
  { word: 'leaves the stage where it is', check: /^tear down/, says: /is out/, spoil: provider(() => ({ tearDown: nothing })) },
  {
    word: 'takes what a stranger signed',
    ...{ check: /^an entrance/, says: /deep-equal/ },
    spoil: ({ signer }) => ({ stranger: signer }),
  },
  {
    word: 'gives the old key again',
    ...{ check: /^rotate/, says: /another key/ },
    spoil: provider((good) => ({ rotateKey: (channelId) => good.ingest(channelId, 1) })),
  },
];

/** Puts out once, and never looks again. */
function forgetful(good: StageDriver): Partial<StageDriver> {
  let calls = 0;
  const revoke: StageDriver['provider']['revoke'] = async (...asked) => {
    calls += 1;
    if (calls <= 2) await good.provider.revoke(...asked);
  };
  return { provider: { ...good.provider, revoke }, putOutUpTo: () => {} };
}

/** @param open makes the driver, once for all sentences: they share its servers, and each has stages of its own. */
export function stageContract(name: string, open: () => Promise<StageDriver>, skip: string | false = false): void {
  describe(name, { skip }, () => {
    let driver: StageDriver;
    before(async () => {
      driver = await open();
    });
    after(() => driver?.close());

    for (const [sentence, check] of Object.entries(stageChecks)) it(sentence, () => check(driver, patience));

    describe('negative controls', { concurrency: true }, () => {
      for (const { word, check: sentence, says, spoil } of broken)
        it(`one that ${word} is found out`, async () => {
          const [, check] = Object.entries(stageChecks).find(([one]) => sentence.test(one))!;
          const spoilt = { ...driver, ...spoil(driver) };
          await assert.rejects(check(spoilt, impatience), (error: Error) => says.test(error.message) || assert.fail(error));
        });
    });
  });
}
