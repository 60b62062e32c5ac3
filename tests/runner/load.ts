/** How heavy a test file is for the machine, and how long it takes: what the order of the run is made of. */
export interface Load {
  /** Expected, in seconds; only the order follows from it, so rough is good enough. */
  readonly seconds: number;
  /** Of a processor. */
  readonly share: number;
  /** Nothing else may run meanwhile. */
  readonly alone: boolean;
}

/** They break what all share (the roles of Postgres), or measure the machine itself. */
const ALONE = ['faults/pool', 'bench/'];

/** The last that starts decides when all is over, so the longest start first. A family's own number is for each of its files. */
const SECONDS: Readonly<Record<string, number>> = {
  'integration/cancel': 210,
  'simulation/simulation': 190,
  'simulation/guards': 100,
  'integration/race': 90,
  'frontend/pages': 100,
  'frontend/door-pages': 85,
  'frontend/organiser.test': 75,
  'e2e/organiser': 75,
  'frontend/kept-orders': 65,
  'e2e/web': 60,
  'e2e/keeping': 60,
  'launcher/start': 60,
  'integration/keeping': 55,
  'frontend/': 40,
  'e2e/': 35,
  'isolation/': 30,
  'bad-input/': 30,
  'docs/production': 30,
  'launcher/doctor': 20,
  'media/losses': 32,
  'media/': 12,
  'integration/': 25,
  'workflows/ticket-order': 75,
  'workflows/keeping': 60,
  'workflows/until-known': 65,
  'workflows/': 15,
  'faults/kill-servers': 100,
  'faults/': 65,
};

/** Who waits for clocks, and for processes that come back, leaves a processor to others. */
const SHARES: Readonly<Record<string, number>> = {
  'integration/away': 0.5,
  'workflows/': 0.7,
  'media/': 0.5,
};

export function loadOf(file: string): Load {
  const name = file.slice('tests/'.length);
  return {
    seconds: first(SECONDS, name) ?? 5,
    share: first(SHARES, name) ?? 1,
    alone: ALONE.some((start) => name.startsWith(start)),
  };
}

/** Of the first name that this one begins with. */
function first(table: Readonly<Record<string, number>>, name: string): number | undefined {
  return Object.entries(table).find(([start]) => name.startsWith(start))?.[1];
}
