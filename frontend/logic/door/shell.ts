/** The door's page without a network: which requests the worker answers from what it keeps, and which it leaves alone. */

/** What is needed of the browser's caches. */
export interface Shelf {
  match(address: string): Promise<Response | undefined>;
}
export interface Shelves {
  open(name: string): Promise<Shelf & { addAll(addresses: Request[]): Promise<void> }>;
  keys(): Promise<string[]>;
  delete(name: string): Promise<boolean>;
  match(address: string): Promise<Response | undefined>;
}
export type Asked = { method: string; mode: string; url: string };
type Options = {
  origin: string;
  /** Names this build. */
  version: string;
  /** What the door's page is made of; the first is the page itself. */
  files: readonly string[];
  shelves: Shelves;
  fetch: (address: string | Request) => Promise<Response>;
  after: (milliseconds: number) => Promise<void>;
};

const mark = 'rampa-door-';
/** A door with bad reception is not kept waiting (ms) for the newest page. */
const patience = 3000;

/**
 * The worker's scope is `/door/`: the browser asks it about nothing else. There it answers
 * – the page: from the house, so that it is the newest; from what is kept when the house is silent, slow or broken;
 * – the page's files, whose names change with what is in them: from what is kept;
 * – anything else, the API above all: not at all.
 */
export function createShell({ origin, version, files, shelves, fetch, after }: Options) {
  const own = `${mark}${version}`;
  const [page] = files;

  async function answerPage(asked: string): Promise<Response> {
    const kept = await (await shelves.open(own)).match(page!);
    const fresh = fetch(asked);
    if (!kept) return fresh;
    const answer = await Promise.race([fresh.catch(() => undefined), after(patience)]);
    const good = answer?.ok && answer.headers.get('content-type')?.includes('text/html');
    return good ? answer : kept;
  }

  return {
    /** All or nothing: a page of which a part is missing would be worse than none. */
    async install(): Promise<void> {
      const shelf = await shelves.open(own);
      await shelf.addAll(files.map((file) => new Request(new URL(file, origin), { cache: 'reload' })));
    },

    /** The build before stays one round longer, for a page that was opened with it and is still open. */
    async activate(): Promise<void> {
      const older = (await shelves.keys()).filter((name) => name.startsWith(mark) && name !== own);
      for (const name of older.slice(0, -1)) await shelves.delete(name);
    },

    /** Undefined: the browser goes its usual way. */
    answer({ method, mode, url }: Asked): Promise<Response> | undefined {
      const address = new URL(url);
      if (method !== 'GET' || address.origin !== origin) return undefined;
      if (mode === 'navigate') return address.pathname.startsWith('/door/') ? answerPage(url) : undefined;
      const file = address.pathname;
      if (!file.startsWith('/assets/') && !files.includes(file)) return undefined;
      return shelves.match(file).then((kept) => kept ?? fetch(url));
    },
  };
}
