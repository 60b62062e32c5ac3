/** What a test needs of the machine. Missing, the test is skipped by name; under `CI=true` it runs, and fails. */
import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { cacheFolder } from '../../temporal/server/cache.ts';
import { CACHE_NAME } from './server-time-skipping.ts';

const programs = {
  java: [['java', '-version']],
  ffmpeg: [['ffmpeg', '-version']],
  chromium: [
    ['chromium', '--version'],
    ['chromium-browser', '--version'],
    ['google-chrome', '--version'],
  ],
} as const satisfies Record<string, readonly (readonly [string, string])[]>;

type Need = keyof typeof programs | 'time-skipping';

/** For `test(name, { skip: missing('chromium', 'ffmpeg') }, …)`: the reason to skip, or false. */
export function missing(...needs: Need[]): string | false {
  if (process.env['CI'] === 'true') return false;
  const lacking = needs.filter((need) => !isThere(need));
  return lacking.length > 0 && `needs ${lacking.join(' and ')}`;
}

function isThere(need: Need): boolean {
  if (need !== 'time-skipping') return programs[need].some(runs);
  return Boolean(process.env['RAMPA_TEST_SERVER_PATH']) || existsSync(cacheFolder(CACHE_NAME)) || isThere('java');
}

function runs([program, flag]: readonly [string, string]): boolean {
  try {
    execFileSync(program, [flag], { stdio: 'ignore', timeout: 20_000 });
    return true;
  } catch {
    return false;
  }
}
