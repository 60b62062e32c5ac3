/** How heavy a test file is for the machine, and how long it takes: what the order of the run is made of. */
export interface Load {
  /** Expected, in seconds; only the order follows from it, so rough is good enough. */
  readonly seconds: number;
  /** Of a processor. */
  readonly share: number;
  /** Nothing else may run meanwhile. */
  readonly alone: boolean;
}

/** They measure the machine itself. */
const ALONE = ['bench/'];

/**
 * By the beginning of a name, the first that fits; a family's own numbers are for each of its files. The last that starts
 * decides when all is over, so the longest start first. The share is what was measured: the processor time of a file's
 * processes and of what they asked of the servers, by the time that it took. Who waits for clocks, and for processes
 * that come back, leaves the processor to others.
 */
const LOADS: Readonly<Record<string, readonly [seconds: number, share: number]>> = {
  'integration/cancel': [210, 1.1],
  'simulation/simulation': [190, 0.7],
  'faults/kill-servers': [100, 0.5],
  'frontend/pages': [88, 0.75],
  'e2e/live': [83, 0.75],
  'e2e/organiser': [80, 0.4],
  'e2e/live-changes': [80, 0.7],
  'e2e/immersive': [60, 0.9],
  'live/upheaval': [110, 0.6],
  'live/killed': [85, 1.1],
  'live/limits': [60, 0.7],
  'live/redis': [60, 0.9],
  'live/postgres': [50, 0.9],
  'live/': [30, 0.9],
  'e2e/audience': [60, 0.95],
  'frontend/audience-pages': [80, 0.9],
  'frontend/audience-house': [40, 0.9],
  'workflows/extras': [30, 0.5],
  'frontend/immersive-pages': [80, 0.9],
  'simulation/guards': [80, 0.5],
  'frontend/watch-pages': [77, 0.65],
  'faults/network': [76, 0.5],
  'workflows/ticket-order': [75, 0.2],
  'faults/kill-worker': [70, 0.3],
  'faults/pool': [60, 0.4],
  'workflows/broadcast': [30, 0.7],
  'workflows/until-known': [55, 0.2],
  'frontend/door-pages': [54, 0.9],
  'integration/race': [51, 1.2],
  'faults/clock': [50, 0.6],
  'frontend/organiser.test': [50, 0.95],
  'e2e/keeping': [48, 0.65],
  'media/losses': [48, 0.2],
  'e2e/demo': [43, 0.6],
  'frontend/kept-orders.test': [41, 0.95],
  'integration/away': [40, 0.3],
  'launcher/start': [40, 1.1],
  'e2e/web': [40, 1],
  'contract/media-embedded': [40, 0.5],
  'contract/payments': [37, 0.65],
  'contract/stage': [25, 0.5],
  'frontend/sign-in': [31, 0.85],
  'workflows/show-change': [30, 0.25],
  'workflows/crowded-room': [35, 0.6],
  'workflows/keeping': [28, 0.8],
  'e2e/': [27, 1],
  'workflows/refund-retry': [24, 0.2],
  'frontend/': [20, 1.2],
  'faults/': [22, 1],
  'bad-input/': [22, 1],
  'workflows/replay': [20, 0.75],
  'integration/': [16, 1],
  'docs/production': [14, 1],
  'media/': [14, 0.5],
  'isolation/': [12, 1],
  'contract/': [12, 0.8],
  'launcher/doctor': [12, 0.8],
  'launcher/temporal-server': [11, 0.7],
  'workflows/': [12, 0.5],
};

export function loadOf(file: string): Load {
  const name = file.slice('tests/'.length);
  const [, [seconds, share]] = Object.entries(LOADS).find(([start]) => name.startsWith(start)) ?? ['', [4, 1]];
  return { seconds, share, alone: ALONE.some((start) => name.startsWith(start)) };
}
