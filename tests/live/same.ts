/** What a chat promises: each accepted line is on every page, once, and stands in the same place everywhere. */
import assert from 'node:assert/strict';
import type { Heard } from '../support/heard.ts';
import type { House } from '../support/house.ts';

type Row = { id: string; text: string };

/** Of pages on which nothing is on its way. @param newest so many alone: whoever comes late is told no more than the newest five hundred */
export async function sameEverywhere(
  { db }: Pick<House, 'db'>,
  showId: string,
  pages: readonly Heard[],
  newest = Number.MAX_SAFE_INTEGER,
): Promise<void> {
  const rows = await db.sql<Row>(
    `select id, text from audience_lines where show_id = $1 and removed_at is null order by "key" collate "C"`,
    [showId],
  );
  assert.ok(rows.length > 0 && pages.length > 0);
  assert.equal(new Set(rows.map(({ text }) => text)).size, rows.length, 'none is there twice');
  const idsOf = (some: readonly Row[]) => some.slice(-newest).map(({ id }) => id);
  const textsOf = (some: readonly Row[]) => some.slice(-newest).map(({ text }) => text);
  const standing = idsOf(rows).join();
  const other = pages.find((page) => idsOf(page.inOrder()).join() !== standing);
  if (other) assert.deepEqual(textsOf(other.inOrder()), textsOf(rows), 'a page shows what is accepted, in the order of all');
  const known = new Set(rows.map(({ id }) => id));
  const lost = pages.flatMap(({ accepted }) => [...accepted].filter((id) => !known.has(id)));
  assert.deepEqual(lost, [], 'what was called accepted is kept');
}
