/** Somebody who only watches and reads, while others talk: whatever is thrown at the server, they miss nothing. */
import assert from 'node:assert/strict';
import type { TestAudience } from '../support/audience.ts';
import { CrowdPage } from '../support/crowd.ts';
import { eventually } from '../support/http.ts';

/** @param from number of the first ticket; twenty-one are taken */
export async function bystander(web: string, show: TestAudience, from: number) {
  const pages = Array.from({ length: 21 }, (_, n) => new CrowdPage(() => web, show.pass(from + n)));
  const [reader, ...talkers] = pages as [CrowdPage, ...CrowdPage[]];
  await eventually(async () => pages.every(({ inside }) => inside), 'they are in');
  const ids: string[] = [];
  const talking = setInterval(() => ids.push(talkers[ids.length % talkers.length]!.say(`talk ${ids.length}`)), 100);
  return {
    /** They talked on, nobody was cut off, and each line stands on the reader's page, in the order in which it was said. */
    async feltNothing(): Promise<void> {
      const wanted = ids.length + 10;
      await eventually(async () => ids.length >= wanted, 'they talk');
      clearInterval(talking);
      await eventually(async () => ids.every((id) => reader.accepted.has(id)), 'the reader has every line, accepted');
      const own = new Set(ids);
      assert.deepEqual(
        reader.inOrder().flatMap(({ id }) => (own.has(id) ? [id] : [])),
        ids,
      );
      assert.deepEqual([...new Set(pages.map(({ entered, cuts }) => `${entered} ${cuts}`))], ['1 0']);
    },
    close(): void {
      clearInterval(talking);
      for (const one of pages) one.close();
    },
  };
}
