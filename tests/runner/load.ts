/** How heavy a test file is for the machine, and how long it takes: what the order of the run is made of. */
import { familyOf } from './families.ts';

export interface Load {
  /** Expected, in seconds; only the order follows from it, so rough is good enough. */
  readonly seconds: number;
  /** Of a processor. */
  readonly share: number;
  /** Nothing else may run meanwhile. */
  readonly alone: boolean;
}

/** They break what all share, or measure the machine itself. */
const ALONE = ['faults', 'bench', 'launcher'];
/** They wait for clocks and for processes that come back, more than they work. */
const PATIENT = ['integration/kill', 'integration/cancel', 'integration/away'];

/** The last that starts decides when all is over, so the longest start first. A family's own number is for each of its files. */
const SECONDS: Readonly<Record<string, number>> = {
  'integration/kill-returns': 250,
  'integration/cancel': 210,
  'frontend/kept-orders': 160,
  'frontend/organiser.test': 140,
  'integration/kill.test': 115,
  'frontend/pages': 100,
  'frontend/door-pages': 85,
  'e2e/organiser': 75,
  'e2e/web': 60,
  'e2e/keeping': 60,
  'integration/keeping': 55,
  'frontend/sign-in': 40,
  e2e: 35,
  simulation: 60,
  isolation: 30,
  integration: 25,
  workflows: 15,
  faults: 30,
  launcher: 15,
};

export function loadOf(file: string): Load {
  const name = file.slice('tests/'.length);
  const known = Object.keys(SECONDS).find((start) => name.startsWith(start));
  return {
    seconds: known === undefined ? 5 : (SECONDS[known] as number),
    share: PATIENT.some((start) => name.startsWith(start)) ? 0.5 : 1,
    alone: ALONE.includes(familyOf(file)),
  };
}
