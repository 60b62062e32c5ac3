/** The chat on this page: lines as they stand, what is said here, and when the next line may be said. */
import { computed, onScopeDispose, ref, shallowRef } from 'vue';
import type { AudienceLine, Line, News, Rules, Welcome, You } from '../../audience/types.ts';
import { Book, mostLines, type Shown } from '../../logic/audience/book.ts';
import { keepName, keptName } from '../../logic/audience/kept-chat.ts';
import { createSender } from '../../logic/audience/sender.ts';
import { slowLeft } from '../../logic/audience/slow.ts';
import { serverNow } from '../../logic/server-clock.ts';
import { longStorage } from '../storage.ts';
import { useNow } from '../use-now.ts';

/** The page is drawn anew at most so often, ms. */
const drawn = 80;

export function useChat(line: () => AudienceLine | undefined) {
  const book = new Book();
  const shown = shallowRef<Shown[]>([]);
  const rules = shallowRef<Rules>({ open: true, slowSeconds: 0, links: false, pinned: null });
  const you = shallowRef<You>();
  const name = ref(keptName(longStorage));
  const now = useNow(500);
  const saidAt = ref(0);
  const notBefore = ref(0);
  /** Lines of others that came by themselves, in their order. */
  const heard = new Set<(lines: Line[]) => void>();
  /** Somebody reads above: what they read stays. */
  const reading = ref(false);
  const pauses = new Set<ReturnType<typeof setTimeout>>();

  let drawing: ReturnType<typeof setTimeout> | undefined;
  const draw = (): void => {
    drawing ??= setTimeout(() => {
      drawing = undefined;
      shown.value = book.shown(reading.value ? mostLines * 3 : mostLines);
    }, drawn);
  };
  const sender = createSender({
    book,
    send: async ({ id, text, name: given }) => {
      const said = await line()?.say({ id, text, name: given });
      if (said && !said.ok && said.retryAfter) notBefore.value = serverNow() + said.retryAfter * 1000;
      // A line that was not taken costs nobody a turn.
      if (said && !said.ok && book.own(id)?.state === 'sending') saidAt.value = 0;
      return said;
    },
    changed: draw,
    wait: (ms) =>
      new Promise((done) => {
        const pause = setTimeout(done, ms);
        pauses.add(pause);
      }),
  });
  onScopeDispose(() => {
    clearTimeout(drawing);
    for (const pause of pauses) clearTimeout(pause);
  });

  function send(id: string): void {
    saidAt.value = serverNow();
    now.value = saidAt.value;
    // What is said without a connection waits for the next welcome.
    if (line()) sender.add(id);
    draw();
  }

  return {
    ...{ shown, rules, you, name, heard, reading },
    cursor: () => book.cursor,
    /** Seconds until the next line may be said. */
    wait: computed(() => (you.value?.theatre ? 0 : slowLeft(rules.value.slowSeconds, saidAt.value, notBefore.value, now.value))),
    say(text: string): void {
      const id = crypto.randomUUID();
      book.say({ id, text, name: name.value ?? '' }, new Date(serverNow()).toISOString());
      send(id);
    },
    sayAgain(id: string): void {
      const own = book.own(id);
      if (!own) return;
      book.say({ id, text: own.text, name: own.name }, new Date(serverNow()).toISOString());
      send(id);
    },
    forget(id: string): void {
      book.forget(id);
      draw();
    },
    callMe(typed: string): void {
      name.value = keepName(longStorage, typed);
    },
    welcome(word: Welcome): void {
      book.welcome(word);
      rules.value = word.rules;
      you.value = word.you;
      sender.again();
      draw();
    },
    news(word: News): void {
      const fresh = book.news(word).filter(({ id }) => !book.own(id));
      // What went with its server before anybody accepted it is sent again.
      for (const id of word.removed ?? []) if (book.own(id)?.state === 'sending') sender.add(id);
      if (word.rules) rules.value = word.rules;
      if (fresh.length > 0) for (const hear of heard) hear(fresh);
      draw();
    },
    hearYou(word: Partial<You>): void {
      if (you.value) you.value = { ...you.value, ...word };
    },
    cut: () => sender.stop(),
    draw,
  };
}
export type Chat = ReturnType<typeof useChat>;
