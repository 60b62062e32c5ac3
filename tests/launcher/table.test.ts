/** The last thing that a start says, and the page that says it beforehand: both name the same phones. */
import assert from 'node:assert/strict';
import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { after, describe, it } from 'node:test';
import { openDataFolder } from '../../database/data-folder.ts';
import { parseEnvironment } from '../../domain/environment.ts';
import { settle } from '../../launcher/settings.ts';
import { closingTable } from '../../launcher/table.ts';
import { chooseWords } from '../../launcher/words.ts';
import { temporaryFolder } from '../support/servers.ts';

const folder = temporaryFolder('table');
after(() => rmSync(folder.path, { recursive: true }));
const telling = (LANG: string, env: Record<string, string> = {}) =>
  closingTable(chooseWords({ LANG }), settle(parseEnvironment(env), openDataFolder(folder.data)), 1000);
const viewers = 'http://localhost:8081/phone?person=2001';
const organisers = 'http://localhost:8081/phone?person=1001';

describe('the table at the end of a start', () => {
  it('leads a newcomer to the viewer’s phone and to the organiser’s, and says what is there', () => {
    for (const [language, shows] of [
      ['en_GB.UTF-8', 'My shows'],
      ['ru_RU.UTF-8', 'Мои показы'],
    ] as const) {
      const said = telling(language);
      for (const wanted of [viewers, organisers, shows, '1001']) assert.ok(said.includes(wanted), `${language}: ${wanted}`);
    }
  });

  it('names no pretend phone where Telegram is real', () => {
    const said = telling('C', { TELEGRAM_BOT_TOKEN: '123456:ABC-DEF1234ghIkl-zyx57W2v1u123ew11' });
    assert.doesNotMatch(said, /phone|1001/);
  });

  it('says what the README says', () => {
    const readme = readFileSync(join(import.meta.dirname, '../../README.md'), 'utf8');
    const phones = new Set(readme.match(/http:\S+\/phone\?person=\d+/g));
    assert.deepEqual(phones, new Set([viewers, organisers]));
  });
});
