/** The lines of an audience as they come, and a voice in it: connected while the audience gathers. */
import { onScopeDispose, ref, shallowRef, watch } from 'vue';
import { api, ask } from '../../api/client.ts';
import type { HouseProblem } from '../../api/house-problem.ts';
import { type BookLine, createLineBook, type DeskLine } from '../../logic/moderator/line-book.ts';
import { serverNow } from '../../logic/server-clock.ts';
import { loadChat } from '../../moderator/load.ts';
import type { ChatSocket, News, Welcome } from '../../moderator/types.ts';
import { asProblem } from '../use-loaded.ts';
import { useWords } from '../use-words.ts';

type Pass = { pass: string; path: string; expiresAt: string };
type Options = { org: string; id: string; live: () => boolean; changed: () => void };
/** The house's words after which the very same pass must not be shown again. */
const passIsOver = ['SignInRequired', 'AudienceClosed', 'NotAllowed'];

/** @param changed rules, removals or silences are other than the desk has them */
export function useChat({ org, id, live, changed }: Options) {
  const { language } = useWords();
  const book = createLineBook();
  const lines = shallowRef<BookLine[]>([]);
  const connected = ref(false);
  const viewers = ref<number>();
  /** The name under which this page speaks. */
  const name = ref('');
  /** Why there is no connection, when the house said so. */
  const problem = shallowRef<HouseProblem>();
  let author = '';
  let socket: ChatSocket | undefined;
  let pass: Pass | undefined;
  let cursor: number | null = null;
  let opening = false;
  let gone = false;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const show = (): void => {
    lines.value = book.ordered();
  };

  async function freshPass(): Promise<Pass> {
    if (!pass || Date.parse(pass.expiresAt) - serverNow() < 10_000)
      pass = await ask(api.POST('/api/organiser/{org}/shows/{id}/audience/pass', { params: { path: { org, id } } }));
    return pass;
  }
  async function auth() {
    try {
      return { pass: (await freshPass()).pass, cursor, language: language.value };
    } catch (thrown) {
      later(asProblem(thrown));
      throw thrown;
    }
  }
  /** The way in is asked for again after a while; meanwhile the desk shows what it knows. */
  function later(why: HouseProblem | undefined, wait = 5000): void {
    connected.value = false;
    problem.value = why;
    clearTimeout(timer);
    if (gone || !live()) return;
    timer = setTimeout(() => void (socket ? socket.again() : begin()), Math.max(wait, (why?.retryAfter ?? 0) * 1000));
  }
  function heardWelcome(word: Welcome): void {
    connected.value = true;
    problem.value = undefined;
    ({ seq: cursor, viewers: viewers.value } = word);
    ({ author, name: name.value } = word.you);
    const before = book.unaccepted();
    book.welcome(word);
    show();
    if (word.reset || word.removed.length > 0) changed();
    // Whatever was under way when the line was cut is said once more, under its own id.
    for (const line of before) void send(line);
  }
  function heardNews(word: News): void {
    if (word.seq !== undefined) cursor = word.seq;
    if (word.viewers !== undefined) viewers.value = word.viewers;
    const moved = (word.removed?.length ?? 0) > 0 || (word.lines ?? []).some((line) => book.isRemoved(line.id));
    book.news(word);
    show();
    if (word.rules || moved) changed();
  }
  function lost(why?: string): void {
    connected.value = false;
    if (why === undefined) return;
    if (passIsOver.includes(why)) pass = undefined;
    later(undefined, why === 'TooManyRequests' ? 15_000 : 2000);
  }

  async function begin(): Promise<void> {
    if (socket || opening || gone || !live()) return;
    opening = true;
    try {
      const [{ openChat }, { path }] = await Promise.all([loadChat(), freshPass()]);
      if (gone || !live()) return;
      socket = openChat(path, { auth, welcome: heardWelcome, news: heardNews, lost });
    } catch (thrown) {
      later(asProblem(thrown));
    } finally {
      opening = false;
    }
  }
  function end(): void {
    clearTimeout(timer);
    socket?.close();
    socket = undefined;
    connected.value = false;
  }
  watch(live, (now) => (now ? void begin() : end()), { immediate: true });
  onScopeDispose(() => {
    gone = true;
    end();
  });

  async function send({ id: lineId, text }: { id: string; text: string }): Promise<void> {
    try {
      const answer = await socket?.say({ id: lineId, text, name: name.value });
      if (answer) book.answered(lineId, answer);
      show();
    } catch {
      // Nobody answered: said again after the next welcome, and shown as not sent until then.
    }
  }

  return {
    ...{ lines, connected, viewers, name, problem },
    /** What the desk answered belongs among the lines. */
    merge(known: readonly DeskLine[]): void {
      book.desk(known);
      show();
    },
    say(text: string): void {
      const line = { id: crypto.randomUUID() as string, text, name: name.value, author };
      book.own(line);
      show();
      void send(line);
    },
    /** A line that was refused: away with it. @returns what was written */
    takeBack(line: { id: string; text: string }): string {
      book.forget(line.id);
      show();
      return line.text;
    },
  };
}
export type Chat = ReturnType<typeof useChat>;
