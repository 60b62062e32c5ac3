/** Marked-up text becomes text and entities. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { findEntities } from '../../sandbox/telegram/formatting.ts';
import { parseHtml } from '../../sandbox/telegram/html.ts';
import { parseMarkdown } from '../../sandbox/telegram/markdown.ts';

test('HTML nests, decodes and counts in UTF-16', () => {
  const { text, entities } = parseHtml('🎭 <b>Чайка <i>&lt;комедия&gt;</i></b> <a href="https://t.me/x?a=1&amp;b=2">тут</a>');
  assert.equal(text, '🎭 Чайка <комедия> тут');
  assert.deepEqual(entities, [
    { type: 'italic', offset: 9, length: 9 },
    { type: 'bold', offset: 3, length: 15 },
    { type: 'text_link', offset: 19, length: 3, url: 'https://t.me/x?a=1&b=2' },
  ]);
});

test('HTML code with a language is one entity, and a quotation may be expandable', () => {
  const { entities } = parseHtml('<pre><code class="language-ts">let a</code></pre><blockquote expandable>b</blockquote>');
  assert.deepEqual(entities, [
    { type: 'pre', offset: 0, length: 5, language: 'ts' },
    { type: 'expandable_blockquote', offset: 5, length: 1 },
  ]);
});

test('MarkdownV2 knows its marks, escapes and quotations', () => {
  const { text, entities } = parseMarkdown('*жирный _и курсив_* ||тайна|| [тут](https://a.b/c) 1\\.5 `x*y`\n>цитата', true);
  assert.equal(text, 'жирный и курсив тайна тут 1.5 x*y\nцитата');
  assert.deepEqual(
    entities.map(({ type, offset, length }) => [type, text.slice(offset, offset + length)]),
    [
      ['italic', 'и курсив'],
      ['bold', 'жирный и курсив'],
      ['spoiler', 'тайна'],
      ['text_link', 'тут'],
      ['code', 'x*y'],
      ['blockquote', 'цитата'],
    ],
  );
});

test('the older Markdown does not mind full stops', () => {
  assert.deepEqual(parseMarkdown('a. *b*!', false), { text: 'a. b!', entities: [{ type: 'bold', offset: 3, length: 1 }] });
});

test('commands, addresses and mentions are found in plain text', () => {
  const text = '/start show_1 @rampa_bot https://rampa.example/a. a/b почта@нет irina@rampa.example #чайка';
  assert.deepEqual(
    findEntities(text).map(({ type, offset, length }) => [type, text.slice(offset, offset + length)]),
    [
      ['bot_command', '/start'],
      ['mention', '@rampa_bot'],
      ['url', 'https://rampa.example/a'],
      ['email', 'irina@rampa.example'],
      ['hashtag', '#чайка'],
    ],
  );
});
