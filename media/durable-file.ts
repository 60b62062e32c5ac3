/** A small JSON file that is whole at any moment, whoever is killed when: written beside and renamed. */
import { open, readFile, rename } from 'node:fs/promises';

export async function readJson<T>(file: string): Promise<T | undefined> {
  try {
    return JSON.parse(await readFile(file, 'utf8')) as T;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}

/** It is on the disk when the promise settles. */
export async function writeJson(file: string, value: unknown): Promise<void> {
  const draft = `${file}.new`;
  const handle = await open(draft, 'w', 0o600);
  try {
    await handle.writeFile(JSON.stringify(value));
    await handle.sync();
  } finally {
    await handle.close();
  }
  await rename(draft, file);
}

/** Many changes in a moment are one write: whoever asks while one is under way shares the next. */
export class DurableFile {
  readonly #file: string;
  readonly #value: () => unknown;
  #underWay: Promise<void> | undefined;
  #waiting: Promise<void> | undefined;

  constructor(file: string, value: () => unknown) {
    this.#file = file;
    this.#value = value;
  }

  /** Settles when what is true now is on the disk. */
  save(): Promise<void> {
    this.#waiting ??= this.#after(this.#underWay);
    return this.#waiting;
  }

  async #after(before: Promise<void> | undefined): Promise<void> {
    await before?.catch(() => undefined);
    this.#underWay = this.#waiting;
    this.#waiting = undefined;
    await writeJson(this.#file, this.#value());
  }
}
