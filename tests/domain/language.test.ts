/** Which of the two languages a person is spoken to in. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { pickLanguage } from '../../domain/language.ts';

describe('choice of language', () => {
  it('is Russian for those who ask for it, and for their neighbours', () => {
    for (const tag of ['ru', 'ru-RU', 'RU', 'ru_RU', 'ru-RU,ru;q=0.9,en;q=0.8', 'be', 'kk-KZ', 'uk', 'ky'])
      assert.equal(pickLanguage(tag), 'ru', tag);
  });

  it('is English for everybody else', () => {
    for (const tag of ['en', 'en-GB,en;q=0.9', 'de-DE,ru;q=0.5', 'fr', 'zh-Hans-CN', '*', 'rumantsch', '<script>'])
      assert.equal(pickLanguage(tag), 'en', tag);
  });

  it('is the fallback when nothing was said', () => {
    for (const tag of [undefined, '', ' ', ',,'])
      for (const fallback of ['ru', 'en'] as const) assert.equal(pickLanguage(tag, fallback), fallback, JSON.stringify(tag));
    assert.equal(pickLanguage(undefined), 'en');
  });

  it('takes the first language that is named', () => {
    assert.equal(pickLanguage('en-US,en;q=0.9,ru;q=0.8'), 'en');
    assert.equal(pickLanguage(', ru'), 'ru');
  });
});
