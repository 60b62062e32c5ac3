/** The door's things in the browser's database; in memory where there is none, as in some private windows. */
import { type Keep, type KeptDoor, keepInMemory } from '../logic/door/keep.ts';
import { waitingOf } from '../logic/door/queue.ts';
import type { Scan } from '../logic/door/types.ts';

const databaseName = 'rampa-door';
/** Evenings long past are cleared away (ms), but never a scan that the house has not heard of. */
const keptFor = 14 * 24 * 3_600_000;

const done = <T>(request: IDBRequest<T>): Promise<T> =>
  new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
const closed = (transaction: IDBTransaction): Promise<void> =>
  new Promise((resolve, reject) => {
    transaction.oncomplete = () => resolve();
    transaction.onerror = transaction.onabort = () => reject(transaction.error);
  });

function openDatabase(): Promise<IDBDatabase> {
  const request = indexedDB.open(databaseName, 1);
  request.onupgradeneeded = () => {
    request.result.createObjectStore('doors', { keyPath: 'show' });
    request.result.createObjectStore('scans', { keyPath: 'id' }).createIndex('show', 'show');
  };
  return done(request);
}

export async function openKeep(): Promise<Keep> {
  try {
    const keep = keepIn(await openDatabase());
    // Without this a phone that runs full may throw scans away.
    void navigator.storage?.persist?.().catch(() => false);
    return keep;
  } catch {
    return keepInMemory();
  }
}

function keepIn(database: IDBDatabase): Keep {
  async function clearOld(show: string): Promise<void> {
    const transaction = database.transaction(['doors', 'scans'], 'readwrite');
    const [doors, scans] = [transaction.objectStore('doors'), transaction.objectStore('scans')];
    for (const door of (await done(doors.getAll())) as KeptDoor[]) {
      if (door.show === show || Date.now() - Date.parse(door.list.at) < keptFor) continue;
      const own = (await done(scans.index('show').getAll(door.show))) as Scan[];
      if (waitingOf(own).length > 0) continue;
      for (const { id } of own) scans.delete(id);
      doors.delete(door.show);
    }
    await closed(transaction);
  }

  async function save(store: 'doors' | 'scans', values: readonly unknown[]): Promise<void> {
    const transaction = database.transaction(store, 'readwrite', { durability: 'strict' });
    for (const value of values) transaction.objectStore(store).put(value);
    await closed(transaction);
  }

  return {
    lasting: true,
    async load(show) {
      await clearOld(show).catch(() => {}); // only tidying
      const transaction = database.transaction(['doors', 'scans']);
      const [door, scans] = await Promise.all([
        done(transaction.objectStore('doors').get(show)) as Promise<KeptDoor | undefined>,
        done(transaction.objectStore('scans').index('show').getAll(show)) as Promise<Scan[]>,
      ]);
      return { door, scans: scans.sort((one, other) => one.n - other.n) };
    },
    saveDoor: (door) => save('doors', [door]),
    saveScans: (scans) => save('scans', scans),
  };
}
