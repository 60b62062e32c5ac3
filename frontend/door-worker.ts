/** The service worker of the door's page; the build fills in what it keeps. */
import { createShell, type Shelves } from './logic/door/shell.ts';

type Waiting = Event & { waitUntil(work: Promise<unknown>): void };
type Fetching = Event & { request: Request; respondWith(answer: Promise<Response>): void };
type Worker = EventTarget & {
  location: Location;
  caches: Shelves;
  skipWaiting(): Promise<void>;
  clients: { claim(): Promise<void> };
};
declare const __DOOR_VERSION__: string;
declare const __DOOR_FILES__: readonly string[];

const worker = globalThis as unknown as Worker;
const shell = createShell({
  origin: worker.location.origin,
  version: __DOOR_VERSION__,
  files: __DOOR_FILES__,
  shelves: worker.caches,
  fetch: (address) => fetch(address),
  after: (milliseconds) => new Promise((done) => setTimeout(done, milliseconds)),
});

worker.addEventListener('install', (event) => (event as Waiting).waitUntil(shell.install().then(() => worker.skipWaiting())));
worker.addEventListener('activate', (event) => (event as Waiting).waitUntil(shell.activate().then(() => worker.clients.claim())));
worker.addEventListener('fetch', (event) => {
  const { request } = event as Fetching;
  const answer = shell.answer(request);
  if (answer) (event as Fetching).respondWith(answer);
});
