/** What a page knows of its audience, kept as the real one keeps it: lines by their keys, what is accepted, what is gone. */
import type { News, Rules, Welcome } from '../../api/live/messages.ts';
import type { Line } from '../../domain/audience.ts';

export class Heard {
  readonly lines = new Map<string, Line>();
  readonly accepted = new Set<string>();
  readonly removed: string[] = [];
  /** In the order in which they came. */
  readonly arrived: string[] = [];
  /** Its own lines that are not accepted yet, oldest first. */
  readonly own = new Map<string, { text: string; name: string }>();
  cursor: number | null = null;
  viewers = 0;
  /** Reactions so far. */
  felt = 0;
  rules: Rules | undefined;

  hearWelcome(word: Welcome): void {
    if (word.reset) for (const id of [...this.accepted]) this.#drop(id);
    this.#forgetPending(word);
    for (const line of word.lines) this.#see(line, true);
    for (const line of word.pending) this.#see(line, false);
    for (const id of word.removed) this.#drop(id, true);
    [this.cursor, this.viewers, this.rules] = [word.seq, word.viewers, word.rules];
  }

  hearNews(word: News): void {
    for (const line of word.lines ?? []) this.#see(line, word.accepted?.includes(line.id) ?? false);
    for (const id of word.accepted ?? []) this.#accept(id);
    for (const id of word.removed ?? []) this.#drop(id, true);
    if (word.seq !== undefined) this.cursor = word.seq;
    if (word.viewers !== undefined) this.viewers = word.viewers;
    if (word.rules !== undefined) this.rules = word.rules;
    for (const count of Object.values(word.reactions ?? {})) this.felt += count;
  }

  /** Other people's lines that this server has never heard of: they come again with the news, or never. */
  #forgetPending({ pending }: Welcome): void {
    const known = new Set(pending.map(({ id }) => id));
    for (const id of this.lines.keys()) if (!this.accepted.has(id) && !this.own.has(id) && !known.has(id)) this.lines.delete(id);
  }
  #see(line: Line, accepted: boolean): void {
    if (!this.lines.has(line.id)) this.arrived.push(line.id);
    if (accepted || !this.accepted.has(line.id)) this.lines.set(line.id, line);
    if (accepted) this.#accept(line.id);
  }
  #accept(id: string): void {
    this.accepted.add(id);
    this.own.delete(id);
  }
  #drop(id: string, told = false): void {
    this.lines.delete(id);
    this.accepted.delete(id);
    this.own.delete(id);
    if (told) this.removed.push(id);
  }

  /** As they stand on the page. */
  inOrder = (): Line[] => [...this.lines.values()].sort((a, b) => (a.key < b.key ? -1 : 1));
  texts = (): string[] => this.inOrder().map(({ text }) => text);
  has = (text: string): boolean => this.texts().includes(text);
  /** Nothing is on its way. */
  get settled(): boolean {
    return this.own.size === 0 && this.lines.size === this.accepted.size;
  }
}
