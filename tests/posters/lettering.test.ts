/** Letters stay inside the sheet, whatever the title is. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import sharp from 'sharp';
import { composePoster } from '../../domain/posters/compose.ts';
import { setText } from '../../domain/posters/lettering.ts';
import type { Outline } from '../../domain/posters/outline.ts';
import { outline } from '../../queries/posters/fonts.ts';
import { posterPng, posterSvg } from '../../queries/posters/poster.ts';
import { assertWellFormed, letterBoxes, poster, recording } from './support.ts';

const usual = [
  'Ы',
  'Чайка',
  'Вишнёвый сад',
  'Сон в летнюю ночь',
  'The Importance of Being Earnest',
  'Rosencrantz and Guildenstern Are Dead',
];
const hostile = {
  'a script': '<script>alert("1")</script>',
  'quotes and entities': `"'><svg onload='x'> &amp; &#0; ]]> -->`,
  'emoji only': '🎭🔥👩‍👩‍👧',
  'emoji among letters': 'Ча🔥йка 🎭',
  'two hundred letters': 'Преступление и наказание '.repeat(8).slice(0, 200),
  'two hundred letters without a space': 'Щ'.repeat(200),
  'ten thousand letters': 'Война и мир '.repeat(900),
  'letters that no font of the house has': '桜の園 بستان הגן',
  'control characters': 'Чай\u0000ка\u0007\u001b[31m\uffff',
  'half of a pair': 'Чайка \ud83c',
  'combining marks': 'И\u0306о\u0301\u0301\u0301\u0301 e\u0301',
  nothing: '',
  'spaces only': ' \n\t ',
};

const assertInside = (title: string, author = 'Антон Чехов', theatre = 'Театр «Рампа»') => {
  for (const seed of ['a', 'b', 'c', 'd']) {
    const port = recording(outline);
    const svg = composePoster(poster({ title, author, theatre, seed }), port.outline);
    assertWellFormed(svg);
    const boxes = letterBoxes(svg, port.drawn);
    for (const box of boxes) {
      // Italics and accents may lean a few pixels over the margin of 84, never over the edge.
      assert.ok(
        box.left > 72 && box.right < 1008 && box.top > 300 && box.bottom < 1262,
        `${title.slice(0, 30)} ${JSON.stringify(box)}`,
      );
    }
    const inOrder = boxes.toSorted((one, other) => one.top - other.top);
    for (const [index, box] of inOrder.entries()) assert.ok(index === 0 || box.bottom > inOrder[index - 1]!.bottom);
  }
};

for (const title of usual) test(`«${title}» fits`, () => assertInside(title));

for (const [name, title] of Object.entries(hostile)) {
  test(`a title of ${name} breaks nothing`, async () => {
    assertInside(title);
    const svg = posterSvg(poster({ title }));
    assert.doesNotMatch(svg, /<script|<svg onload|NaN|undefined/);
    const { width, height } = await sharp(await posterPng(poster({ title }), 216)).metadata();
    assert.deepEqual([width, height], [216, 270]);
  });
}

test('an author and a theatre of any length stay on one line inside the margins', () => {
  assertInside('Чайка', 'Антон Павлович '.repeat(20), 'Государственный академический '.repeat(20));
});

test('the frame test can fail: a port that lies about widths puts letters outside', () => {
  const liar: Outline = (text, style) => ({ ...outline(text, style), width: 10 });
  const port = recording(liar);
  const svg = composePoster(poster({ title: 'Rosencrantz and Guildenstern', seed: 'a' }), port.outline);
  assert.ok(letterBoxes(svg, port.drawn).some(({ right }) => right > 1008));
});

// A port whose letters are all half an em wide makes the sums easy.
const even: Outline = (text, { size }) => ({ path: text, width: (text.length * size) / 2, ascent: size });
const set = (text: string, sizes = [100, 50], width = 500) =>
  setText(text, { face: 'title', weight: 600 }, { width, height: 220, leading: 1, sizes }, even).lines.map(({ path }) => path);

test('lines are even, and none of them ends on a short word', () => {
  assert.deepEqual(set('Сон в летнюю ночь', [50, 40], 260), ['Сон', 'в летнюю', 'ночь']);
  assert.deepEqual(set('The Art of Being', [50, 40], 250), ['The Art', 'of Being']);
  assert.deepEqual(set('аааа бббб вввв гггг', [50, 40], 470), ['аааа бббб', 'вввв гггг']);
});

test('a word that is too long for a line makes the letters smaller before it is broken', () => {
  assert.deepEqual(set('аааааааааааа'), ['аааааааааааа']);
  assert.deepEqual(set('а'.repeat(30)), ['а'.repeat(20), 'а'.repeat(10)]);
});

test('what does not fit at the smallest size ends with an ellipsis', () => {
  const lines = set('слово '.repeat(40));
  assert.equal(lines.length, 4);
  assert.ok(lines.at(-1)!.endsWith('…'));
});

test('an apostrophe between letters is set as one', () => {
  assert.deepEqual(set("Night's"), ['Night’s']);
});
