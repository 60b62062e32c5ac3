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
const phone = (person: number) => `http://localhost:8081/phone?person=${person}`;
/** Each reads what they are written in their own language. */
const languages = [
  { terminal: 'en_GB.UTF-8', shows: 'My shows', viewer: 2002, readme: 'README.md' },
  { terminal: 'ru_RU.UTF-8', shows: 'Мои показы', viewer: 2001, readme: 'README.ru.md' },
];

describe('the table at the end of a start', () => {
  it('leads a newcomer to the viewer’s phone and to the organiser’s, and says what is there', () => {
    for (const { terminal, shows, viewer } of languages) {
      const said = telling(terminal);
      for (const wanted of [phone(viewer), phone(1001), shows, '1001'])
        assert.ok(said.includes(wanted), `${terminal}: ${wanted}`);
    }
  });

  it('names no pretend phone where Telegram is real', () => {
    const said = telling('C', { TELEGRAM_BOT_TOKEN: '123456:ABC-DEF1234ghIkl-zyx57W2v1u123ew11' });
    assert.doesNotMatch(said, /phone|1001/);
  });

  it('says what the README says', () => {
    for (const { viewer, readme: file } of languages) {
      const readme = readFileSync(join(import.meta.dirname, '../..', file), 'utf8');
      assert.deepEqual(readme.match(/http:\S+\/phone\?person=\d+/g), [phone(viewer)]);
      assert.match(readme, /\(1001[;,]/, `${file} says who the organiser is`);
    }
  });
});
