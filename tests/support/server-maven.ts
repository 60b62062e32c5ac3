/** The time-skipping test server as Java archives from Maven Central, each checked against its known sum. */
import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { promisify } from 'node:util';
import { openDownload } from '../../temporal/server/download.ts';

/** Release of `io.temporal:temporal-test-server`, to which `server-jars.txt` belongs. */
export const JAVA_VERSION = '1.38.0';

const CENTRAL = 'https://repo1.maven.org/maven2';
const run = promisify(execFile);

export async function fetchFromMaven(folder: string, log: (line: string) => void): Promise<void> {
  await run('java', ['-version']).catch(() => {
    throw new Error('there is no Java on this machine');
  });
  const jars = join(folder, 'jars');
  mkdirSync(jars);
  log(`downloading the time-skipping test server ${JAVA_VERSION} from Maven Central, 38 MB`);
  // Maven first: it knows the mirrors and proxies of this machine.
  if (await hasMaven()) await withMaven(folder, jars);
  else await withoutMaven(jars);
  for (const { sum, path } of knownJars()) {
    if (sumOf(readFileSync(join(jars, basename(path)))) !== sum) throw new Error(`${path} is not what it was when it was listed`);
  }
  writeFileSync(join(folder, 'temporal-test-server'), WRAPPER, { mode: 0o755 });
}

/** The JIT's second stage and a parallel collector cost more than they bring in runs of seconds. */
const WRAPPER = `#!/bin/sh
exec java -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -cp "$(dirname "$0")/jars/*" io.temporal.testserver.TestServer "$@"
`;

function knownJars(): { sum: string; path: string }[] {
  const list = readFileSync(join(import.meta.dirname, 'server-jars.txt'), 'utf8');
  return list
    .trim()
    .split('\n')
    .map((line) => ({ sum: line.slice(0, 64), path: line.slice(65) }));
}

async function hasMaven(): Promise<boolean> {
  return await run('mvn', ['--version']).then(
    () => true,
    () => false,
  );
}

async function withMaven(folder: string, jars: string): Promise<void> {
  const pom = join(folder, 'pom.xml');
  const server = `<groupId>io.temporal</groupId><artifactId>temporal-test-server</artifactId><version>${JAVA_VERSION}</version>`;
  const self =
    '<groupId>example.rampa</groupId><artifactId>test-server</artifactId><version>1</version><packaging>pom</packaging>';
  writeFileSync(
    pom,
    `<project xmlns="http://maven.apache.org/POM/4.0.0"><modelVersion>4.0.0</modelVersion>${self}<dependencies><dependency>${server}</dependency></dependencies></project>`,
  );
  const goal = ['dependency:copy-dependencies', '-DincludeScope=runtime', `-DoutputDirectory=${jars}`];
  await run('mvn', ['--batch-mode', '--quiet', '-f', pom, ...goal], { timeout: 300_000 });
  rmSync(pom);
}

async function withoutMaven(jars: string): Promise<void> {
  for (const { path } of knownJars()) {
    const response = await openDownload(`${CENTRAL}/${path}`);
    writeFileSync(join(jars, basename(path)), Buffer.from(await response.arrayBuffer()));
  }
}

function sumOf(bytes: Buffer): string {
  return createHash('sha256').update(bytes).digest('hex');
}
