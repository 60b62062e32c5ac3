/** The lines of a chat as a moderator sees them: what was removed stays in sight, what is not accepted yet is known for it. */
import type { components } from '../../api/schema.d.ts';
import type { Line, News, Said, Welcome } from '../../moderator/types.ts';

export type DeskLine = components['schemas']['AudienceLine'];
export type BookLine = {
  line: Line;
  /** The show's process has it. */
  accepted: boolean;
  removed: boolean;
  /** Said on this page. */
  own: boolean;
  /** Of an own line: the house did not take it. */
  refusal?: { message: string; how: string };
};

/** Lines at hand; older ones are on the desk's page of the report no more. */
const kept = 600;
/** After every key that a server makes. */
const unsent = '~';

export function createLineBook(now = () => new Date()) {
  const lines = new Map<string, BookLine>();
  let said = 0;

  const put = (line: Line, more: { accepted: boolean; removed: boolean }): void => {
    const known = lines.get(line.id);
    lines.set(line.id, { line, own: known?.own ?? false, ...more, accepted: more.accepted || (known?.accepted ?? false) });
  };
  /** One that was never accepted is lost with its server; of an accepted one it is known that it was there. */
  const remove = (id: string): void => {
    const known = lines.get(id);
    if (!known) return;
    if (known.accepted) lines.set(id, { ...known, removed: true });
    else if (!known.own) lines.delete(id);
  };
  function trim(): void {
    if (lines.size <= kept) return;
    const over = ordered().slice(0, lines.size - kept);
    for (const { line } of over) lines.delete(line.id);
  }
  const ordered = (): BookLine[] =>
    [...lines.values()].sort((one, other) => (one.line.key < other.line.key ? -1 : one.line.key > other.line.key ? 1 : 0));

  return {
    /** Oldest first. */
    ordered,
    isRemoved: (id: string): boolean => lines.get(id)?.removed ?? false,
    /** What the moderator's desk answered: it knows of removed lines too. */
    desk(answer: readonly DeskLine[]): void {
      for (const { removed, ...line } of answer) put(line, { accepted: true, removed });
      trim();
    },
    /** What came over the socket first. */
    welcome({ reset, lines: accepted, pending, removed }: Welcome): void {
      if (reset) for (const { line, own, removed: gone } of ordered()) if (!own && !gone) lines.delete(line.id);
      for (const line of accepted) put(line, { accepted: true, removed: false });
      for (const line of pending) put(line, { accepted: false, removed: false });
      for (const id of removed) remove(id);
      trim();
    },
    news({ lines: fresh = [], accepted = [], removed = [] }: News): void {
      const taken = new Set(accepted);
      for (const line of fresh) put(line, { accepted: taken.has(line.id), removed: false });
      for (const id of accepted) {
        const known = lines.get(id);
        if (known) lines.set(id, { ...known, accepted: true });
      }
      for (const id of removed) remove(id);
      trim();
    },
    /** Said here; on the page at once. */
    own(line: { id: string; text: string; name: string; author: string }): void {
      lines.set(line.id, {
        line: {
          ...{ ...line, key: `${unsent}${String(++said).padStart(6, '0')}`, kind: 'line', badge: 'organiser', money: null },
          at: now().toISOString(),
        },
        ...{ accepted: false, removed: false, own: true },
      });
    },
    /** What the house said to an own line. */
    answered(id: string, answer: Said): void {
      const known = lines.get(id);
      if (!known) return;
      const { refusal: _, ...rest } = known;
      if (answer.ok) lines.set(id, { ...rest, line: { ...known.line, key: answer.key } });
      else lines.set(id, { ...rest, refusal: { message: answer.message, how: answer.how } });
    },
    /** Own lines that nobody has accepted: said once more after a cut, in their order. */
    unaccepted: (): Line[] =>
      ordered()
        .filter(({ own, accepted, refusal }) => own && !accepted && !refusal)
        .map(({ line }) => line),
    forget: (id: string): void => void lines.delete(id),
  };
}
