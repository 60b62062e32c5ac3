/** A poster of every symbol in both languages: a whole document, letters as outlines, a picture that is not blank. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import sharp from 'sharp';
import { composePoster } from '../../domain/posters/compose.ts';
import { posterSymbols } from '../../domain/shows.ts';
import { outline } from '../../queries/posters/fonts.ts';
import { posterPng, posterSvg } from '../../queries/posters/poster.ts';
import { assertWellFormed, poster } from './support.ts';

const titles = ['Сон в летнюю ночь', 'The Importance of Being Earnest'];

for (const symbol of posterSymbols) {
  for (const title of titles) {
    test(`${symbol}, «${title}»: well-formed, without a single text element`, () => {
      const svg = posterSvg(poster({ symbol, title }));
      assertWellFormed(svg);
      assert.doesNotMatch(svg, /<(text|tspan|image|script|foreignObject)\b|font-family|href=/);
      assert.match(svg, /viewBox="0 0 1080 1350"/);
      assert.ok(svg.includes(`<title>${title}`));
      assert.doesNotMatch(svg, /NaN|undefined|Infinity/);
    });
  }
}

test('the picture has the size that was asked for, and light and dark in it', async () => {
  for (const symbol of posterSymbols) {
    const png = await posterPng(poster({ symbol, hue: posterSymbols.indexOf(symbol) * 45 }), 540);
    const { format, width, height } = await sharp(png).metadata();
    assert.deepEqual({ format, width, height }, { format: 'png', width: 540, height: 675 });
    const { channels, entropy } = await sharp(png).stats();
    assert.ok(entropy > 3, `entropy ${entropy}`);
    for (const { min, max, stdev } of channels)
      assert.ok(min < 40 && max > 215 && stdev > 15, JSON.stringify({ symbol, min, max, stdev }));
  }
});

test('the whole size is 1080 × 1350', async () => {
  const { width, height } = await sharp(await posterPng(poster({}))).metadata();
  assert.deepEqual([width, height], [1080, 1350]);
});

test('the title is seen: without it the same place is darker', async () => {
  const brightness = async (title: string) => {
    const svg = composePoster(poster({ title, author: '' }), title ? outline : () => ({ path: '', width: 0, ascent: 0 }));
    const place = { left: 84, top: 980, width: 912, height: 200 };
    const cut = await sharp(Buffer.from(svg)).extract(place).greyscale().toBuffer();
    return (await sharp(cut).stats()).channels[0]!.mean;
  };
  assert.ok((await brightness('Чайка')) > (await brightness('')) + 15);
});

test('the same input gives the same bytes, drawn anew', async () => {
  const input = poster({});
  assert.equal(composePoster(input, outline), composePoster({ ...input }, outline));
  const [first, second] = await Promise.all(
    [1, 2].map(() =>
      sharp(Buffer.from(composePoster(input, outline)))
        .png()
        .toBuffer(),
    ),
  );
  assert.ok(first!.equals(second!));
});

test('another seed gives another poster, another hue another colour', () => {
  const drawn = new Set([poster({}), poster({ seed: 'other' }), poster({ hue: 30 })].map(posterSvg));
  assert.equal(drawn.size, 3);
});

test('a poster is drawn once: the second time it is the same buffer', async () => {
  assert.equal(await posterPng(poster({}), 320), await posterPng(poster({}), 320));
});

test('a width that no screen has is refused', async () => {
  for (const width of [0, -5, 63, 10_000, 100.5, Number.NaN]) await assert.rejects(posterPng(poster({}), width), RangeError);
});

test('two posters on one page do not share the names of their gradients', () => {
  const names = (svg: string) => [...svg.matchAll(/ id="([^"]+)"/g)].map(([, name]) => name!);
  const [one, other] = [names(posterSvg(poster({}))), names(posterSvg(poster({ hue: 31 })))];
  assert.equal(new Set([...one, ...other]).size, one.length + other.length);
});
