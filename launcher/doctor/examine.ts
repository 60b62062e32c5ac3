/** Tries everything that is set, all at the same time. */
import { readEnvironment } from '../../domain/environment.ts';
import { examined, type Finding, faultsOf, type Given } from './finding.ts';
import { mail } from './mail.ts';
import { media } from './media.ts';
import { stripe, yooKassa } from './payments.ts';
import { postgres } from './postgres.ts';
import { telegram } from './telegram.ts';
import { temporal } from './temporal.ts';
import { web } from './web.ts';

const checks = [telegram, stripe, yooKassa, mail, postgres, temporal, media, web];

export type Examination = {
  findings: Finding[];
  /** What nobody set: a stand-in, or a part of our own, does it. */
  unset: string[];
};

/** @param patience how long a partner may think about its answer, ms */
export async function examineHouse(given: Given, patience = 8000): Promise<Examination> {
  const set = Object.fromEntries(Object.entries(given).filter(([, value]) => value));
  // Half a pair of keys is a key that somebody set.
  const wanted = checks.filter(
    ({ variables: [first, ...others] }) => set[first] || others.some((name) => set[name] && HALVES.includes(name)),
  );
  const found = await Promise.all(wanted.map((check) => examined(check, set, patience)));
  return {
    findings: distinct([...found.flat(), ...everythingElse(set)]),
    unset: checks.filter((check) => !wanted.includes(check)).map(({ variables }) => variables[0]),
  };
}

/** They mean nothing without the first variable of their partner. */
const HALVES = ['TELEGRAM_API_ROOT', 'STRIPE_WEBHOOK_SECRET', 'STRIPE_API_URL', 'YOOKASSA_SECRET_KEY', 'YOOKASSA_API_URL'];

/** Two partners that need the same variable complain of it once. */
const distinct = (findings: Finding[]): Finding[] => [
  ...new Map(findings.map((finding) => [`${finding.variable}: ${finding.what.en}`, finding])).values(),
];

/** Ports, limits and the like are not tried, only read. */
function everythingElse(set: Given): Finding[] {
  const tried = new Set<string>(checks.flatMap(({ variables }) => variables));
  return faultsOf(readEnvironment(Object.fromEntries(Object.entries(set).filter(([name]) => !tried.has(name)))).faults);
}

/** Every key works: nothing that is set fails. */
export const isWell = ({ findings }: Examination): boolean => findings.every(({ state }) => state !== 'fails');
