/** `npm test`: checks of the sources, then all tests by family. `npm test -- orders types` runs what is so named. */
import { checks, runChecks } from './runner/checks.ts';
import { families } from './runner/families.ts';
import { runFamily } from './runner/family-run.ts';
import { close, noResults } from './runner/results.ts';
import { needServers, startServers, withoutTimeSkipping } from './runner/servers.ts';

const names = process.argv.slice(2);
const results = noResults();
const chosen = families(names);

// Fetching servers for the first time waits for the network, checks for the processor: both at once.
const servers = needServers(chosen.flatMap(({ files }) => files)) ? startServers() : undefined;
await runChecks(
  checks().filter(({ name }) => names.length === 0 || names.includes(name)),
  results,
);
const there = await servers;
const able = there?.timeSkipping === false ? chosen.map((family) => withoutTimeSkipping(family, results)) : chosen;
for (const family of able) if (family.files.length > 0) await runFamily(family, results);

process.exit(close(results));
