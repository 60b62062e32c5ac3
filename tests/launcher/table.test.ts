/** The last thing that a start says, and the page that says it beforehand: both name the same phones. */
import assert from 'node:assert/strict';
import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { after, describe, it } from 'node:test';
import { openDataFolder } from '../../database/data-folder.ts';
import { parseEnvironment } from '../../domain/environment.ts';
import { settle } from '../../launcher/settings.ts';
import type { StageState } from '../../launcher/stage.ts';
import { closingTable } from '../../launcher/table.ts';
import { chooseWords } from '../../launcher/words.ts';
import { temporaryFolder } from '../support/servers.ts';

const folder = temporaryFolder('table');
after(() => rmSync(folder.path, { recursive: true }));
const telling = (LANG: string, env: Record<string, string> = {}, stage?: StageState) =>
  closingTable(chooseWords({ LANG }), settle(parseEnvironment(env), openDataFolder(folder.data)), 1000, stage);
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

  it('says where immersive shows are played, or that they are not yet, or not at all', () => {
    assert.match(telling('C', {}, 'up'), /Immersive shows +ws:\/\/localhost:7880\n/);
    for (const { terminal } of languages) {
      const [coming, missing] = [telling(terminal, {}, 'coming'), telling(terminal, {}, 'missing')];
      assert.notEqual(coming, missing);
      for (const told of [coming, missing]) assert.doesNotMatch(told, /ws:/);
    }
    assert.match(telling('C', {}, 'coming'), /Immersive shows +not there yet/);
    assert.match(telling('ru_RU.UTF-8', {}, 'missing'), /Иммерсивные показы +нет сервера/);
    const cloud = { LIVEKIT_URL: 'https://x.livekit.cloud', LIVEKIT_API_KEY: 'APIx', LIVEKIT_API_SECRET: 'x'.repeat(32) };
    for (const env of [{ STAGE_PROVIDER: 'none' }, cloud]) assert.doesNotMatch(telling('C', env), /Immersive shows/);
  });

  it('says what the README says', () => {
    for (const { viewer, readme: file } of languages) {
      const readme = readFileSync(join(import.meta.dirname, '../..', file), 'utf8');
      assert.deepEqual(readme.match(/http:\S+\/phone\?person=\d+/g), [phone(viewer)]);
      assert.match(readme, /\(1001[;,]/, `${file} says who the organiser is`);
    }
  });
});
