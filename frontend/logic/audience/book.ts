/** The lines on one page: those of everybody by their keys, and the own ones from the press on "send" until they are accepted. */
import type { Line, News, Refusal, Said, Welcome } from '../../audience/types.ts';

/** `sending`: nobody has it yet; `taken`: everybody sees it; `accepted`: it is kept. `unsent`: no answer came. */
export type OwnState = 'sending' | 'taken' | 'accepted' | 'refused' | 'unsent';
export type Own = { id: string; text: string; name: string; at: string; state: OwnState; refusal?: Refusal };
/** As it stands on the page; `own` is there for what was said on it. */
export type Shown = { line: Line; own?: Own };

/** Lines on a page. */
export const mostLines = 300;

type Known = { line: Line; accepted: boolean };

/** Changed in place; `shown()` is a new list each time. */
export class Book {
  /** The newest number that was seen. */
  cursor: number | null = null;
  readonly #lines = new Map<string, Known>();
  /** In the order in which they were said. */
  readonly #own = new Map<string, Own>();
  #drawn = new Map<string, Shown>();
  /** Sent once more because nobody had accepted them. */
  readonly #again = new Set<string>();

  welcome({ seq, reset, lines, pending, removed }: Welcome): void {
    const still = new Set(pending.map(({ id }) => id));
    // What another server showed and nobody accepted is there for no one who comes now.
    for (const [id, { accepted }] of this.#lines) if (accepted ? reset : !still.has(id)) this.#lines.delete(id);
    for (const line of lines) this.#take(line, true);
    for (const line of pending) this.#take(line, false);
    for (const id of removed) this.#drop(id);
    this.cursor = seq;
  }

  /** @returns lines that this page saw for the first time, in their order */
  news({ seq, lines = [], accepted = [], removed = [] }: News): Line[] {
    const fresh = lines.filter(({ id }) => !this.#lines.has(id));
    for (const line of lines) this.#take(line, false);
    for (const id of accepted) this.#accept(id);
    for (const id of removed) this.#drop(id);
    if (seq !== undefined) this.cursor = Math.max(seq, this.cursor ?? 0);
    return fresh.filter(({ id }) => this.#lines.has(id)).sort(byKey);
  }

  /** Said on this page, now or once more. */
  say(said: { id: string; text: string; name: string }, at: string): void {
    this.#own.delete(said.id);
    this.#own.set(said.id, { ...said, at, state: 'sending' });
  }

  /** What became of it; undefined: no answer. */
  answer(id: string, said: Said | undefined): void {
    const own = this.#own.get(id);
    if (!own || own.state === 'accepted') return;
    if (!said) this.#set(id, { ...own, state: 'unsent' });
    else if (said.ok) this.#set(id, { ...own, state: this.#lines.get(id)?.accepted ? 'accepted' : 'taken' });
    else this.#set(id, { ...own, state: 'refused', refusal: said });
  }

  /** The connection is over for good: what nobody has is not under way any more. */
  giveUp(refusal: Refusal): void {
    for (const own of this.#own.values()) if (own.state === 'sending') this.#set(own.id, { ...own, state: 'refused', refusal });
  }

  /** Its writer does not want to see it any more. */
  forget(id: string): void {
    this.#own.delete(id);
  }

  own(id: string): Own | undefined {
    return this.#own.get(id);
  }

  /** Own lines that are to be sent (once more) after a welcome, in the order in which they were said. */
  unaccepted(): Own[] {
    return [...this.#own.values()].filter(({ state }) => state === 'sending' || state === 'taken' || state === 'unsent');
  }

  /** Oldest first; what is under way stands last, as it will in a moment. @param most of everybody's lines */
  shown(most = mostLines): Shown[] {
    const all = [...this.#lines.values()].map(({ line }) => line).sort(byKey);
    const kept = all.slice(Math.max(0, all.length - most));
    for (const { id } of all.slice(0, all.length - kept.length)) this.#lines.delete(id);
    const under = [...this.#own.values()].filter(({ id, state }) => !this.#lines.has(id) && state !== 'accepted');
    const shown = [...kept.map((line) => this.#as(line)), ...under.map((own) => this.#as(asLine(own), own))];
    this.#drawn = new Map(shown.map((one) => [one.line.id, one]));
    return shown;
  }

  /** The same object as before while nothing of it has changed: a page does not draw it again. */
  #as(line: Line, own = this.#own.get(line.id)): Shown {
    const before = this.#drawn.get(line.id);
    if (before && before.own === own && (before.line === line || (line.key === '' && before.line.key === ''))) return before;
    return own ? { line, own } : { line };
  }

  #take(line: Line, accepted: boolean): void {
    const known = this.#lines.get(line.id);
    this.#lines.set(line.id, { line, accepted: accepted || (known?.accepted ?? false) });
    const own = this.#own.get(line.id);
    if (accepted || known?.accepted) this.#accept(line.id);
    else if (own && own.state !== 'accepted') this.#set(line.id, { ...own, state: 'taken' });
  }

  #accept(id: string): void {
    const known = this.#lines.get(id);
    if (!known) return;
    known.accepted = true;
    const own = this.#own.get(id);
    if (own) this.#set(id, { ...own, state: 'accepted' });
  }

  /** An own line that was never accepted goes with its server: it is sent again, once. Whatever else goes is gone. */
  #drop(id: string): void {
    this.#lines.delete(id);
    const own = this.#own.get(id);
    if (own && (own.state === 'accepted' || this.#again.has(id))) this.#own.delete(id);
    else if (own && own.state !== 'refused') {
      this.#again.add(id);
      this.#set(id, { ...own, state: 'sending' });
    }
  }

  #set(id: string, own: Own): void {
    const { refusal, ...rest } = own;
    this.#own.set(id, own.state === 'refused' && refusal ? own : rest);
  }
}

const byKey = (one: Line, other: Line): number => (one.key < other.key ? -1 : one.key > other.key ? 1 : 0);
const asLine = ({ id, text, name, at }: Own): Line => ({
  ...{ id, key: '', kind: 'line', author: '', name, badge: null, text, money: null, at },
});
