/** `npm test`: checks of the sources and all tests in one queue. `npm test -- orders types` runs what is so named. */
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildFrontend } from '../frontend/build.ts';
import { checks, runChecks } from './runner/checks.ts';
import { families } from './runner/families.ts';
import { runFile } from './runner/file-run.ts';
import { loadOf } from './runner/load.ts';
import { needsPages, needsServers, needsTimeSkipping } from './runner/needs.ts';
import { type Job, runQueue } from './runner/queue.ts';
import { close, noResults, say, tellFamilies } from './runner/results.ts';
import { startServers } from './runner/servers.ts';

// A hundred processes load the same modules: each is compiled once, in the houses of the tests too.
process.env['NODE_COMPILE_CACHE'] ||= join(tmpdir(), 'rampa-test-compiled');

const names = process.argv.slice(2);
const results = noResults();
const files = families(names).flatMap((family) => family.files);
const chosen = checks().filter(({ name }) => names.length === 0 || names.includes(name));

// Fetching servers for the first time waits for the network, the rest for the processor: all at once.
const servers = files.some(needsServers) ? startServers() : undefined;
// Whoever cannot do without its pages builds them again, and says what is wrong with them.
const pages = files.some(needsPages) ? buildFrontend({ log: say }).catch(() => undefined) : undefined;

async function runOrSkip(file: string): Promise<void> {
  // Under `CI=true` nothing is left out: what needs it fails.
  if (needsTimeSkipping(file) && process.env['CI'] !== 'true' && !(await servers)?.timeSkipping)
    results.skipped.push(`${file}: needs Java for the time-skipping server`);
  else await runFile(file, results);
}

const checking: Job = { load: { seconds: Infinity, share: 1, alone: false }, work: () => runChecks(chosen, results) };
const testing: Job[] = files.map((file) => ({
  load: loadOf(file),
  after:
    needsServers(file) || needsPages(file) ? Promise.all([needsServers(file) && servers, needsPages(file) && pages]) : undefined,
  work: () => runOrSkip(file),
}));
await runQueue(chosen.length > 0 ? [checking, ...testing] : testing);

tellFamilies(results);
process.exit(close(results));
