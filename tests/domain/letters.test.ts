/** Every letter in both languages: says and links the same as HTML and as text, and lets nobody's name do anything but be read. */
import assert from 'node:assert/strict';
import { describe, it, test } from 'node:test';
import { languages } from '../../domain/language.ts';
import type { WrittenLetter } from '../../domain/letters/index.ts';
import { html as attribute, plain, webAddress } from '../../domain/letters/plain.ts';
import { rateUrl } from '../../domain/letters/rating.ts';
import { everyLetter, names, orderUrl, siteUrl } from './letter-examples.ts';

const unescaped = (text: string) =>
  text
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&#39;', "'")
    .replaceAll('&amp;', '&');
const linksOf = (html: string) => new Set([...html.matchAll(/href="([^"]*)"/g)].map((match) => unescaped(match[1]!)));
const linksOfText = (text: string) => new Set(text.match(/https?:\/\/\S+/g));
/** What a reader sees, without tags. */
const seen = (html: string) =>
  unescaped(html.replaceAll(/<style>.*?<\/style>|<title>.*?<\/title>/gs, '').replaceAll(/<[^>]+>/g, ' '));
const tags = (html: string) => [...html.matchAll(/<(\/?[a-z][a-z0-9]*)/gi)].map((match) => match[1]!.toLowerCase());

const hostile = [
  '<script>alert(1)</script>',
  '"><img src=x onerror=alert(1)>',
  `' onmouseover='alert(1)`,
  '</title></style><b>x',
  '&lt;script&gt; &#60;b&#62; %3Cb%3E',
  'Анна\r\nBcc: critic@example.com\n\n<b>',
  'Анна \u202Eкулак\u2066\u200F',
  'סוזאנה "הגדולה" <b>',
  '\u0000\u001b[31m\uD800',
  'я'.repeat(5000),
];

for (const language of languages) {
  describe(`letters in ${language}`, () => {
    for (const [name, letter] of Object.entries(everyLetter(language))) {
      it(`${name}: is whole`, () => whole(letter, language));
      it(`${name}: text and HTML link to the same, and say the same`, () => {
        assert.deepEqual(linksOfText(letter.text), linksOf(letter.html));
        // Labels have a colon or a dot after them in text alone; the brand at the end is written in two ways.
        const bare = (words: string) =>
          words
            .replaceAll(/[:·]|--/g, ' ')
            .replaceAll(/\s+/g, ' ')
            .trim();
        const words = bare(seen(letter.html));
        for (const line of letter.text.trim().split('\n').slice(0, -1)) {
          const said = bare(line.replace(/(— )?https?:\S+$/, ''));
          assert.ok(words.includes(said), `${said}\n${words}`);
        }
      });
      it(`${name}: loads nothing from elsewhere, and every picture comes along`, () => {
        const sources = [...letter.html.matchAll(/(?:src|background)\s*=\s*"([^"]*)"|url\(([^)]*)\)/g)].map(
          ([, a, b]) => a ?? b ?? '',
        );
        const cids = letter.attachments.flatMap(({ cid }) => (cid ? [`cid:${cid}`] : []));
        assert.deepEqual(sources.sort(), cids.sort());
        assert.equal(new Set(cids).size, cids.length);
        assert.doesNotMatch(letter.html, /<(link|script|iframe|form|object|svg)\b/i);
      });
    }
  });

  describe(`hostile names in ${language}`, () => {
    const clean = everyLetter(language);
    for (const bad of hostile)
      it(`${JSON.stringify(bad.slice(0, 30))} is read, and nothing else`, () => {
        for (const [name, letter] of Object.entries(
          everyLetter(language, { title: bad, theatre: bad, person: bad, type: bad }),
        )) {
          whole(letter, language);
          assert.deepEqual(tags(letter.html), tags(clean[name]!.html), name);
          assert.deepEqual(linksOf(letter.html), linksOf(clean[name]!.html), name);
          assert.doesNotMatch(letter.html, /<[^>]*\son\w+\s*=/i, name);
          assert.doesNotMatch(letter.subject + letter.html + letter.text, /[\u200e\u200f\u202a-\u202e\u2066\u2067]/, name);
          assert.doesNotMatch(letter.subject, /\p{Cc}/u, name);
          assert.equal(letter.text.split('\n').length, clean[name]!.text.split('\n').length, `${name}: no name adds a line`);
          if (!name.startsWith('sign in')) assert.ok(seen(letter.html).includes(plain(bad)), `${name}: the name is still there`);
        }
      });
  });
}

function whole({ subject, html, text, attachments }: WrittenLetter, language: string): void {
  assert.ok(subject.length > 0 && subject === subject.trim());
  assert.ok(html.startsWith('<!doctype html>') && html.includes(`lang="${language}"`));
  // Gmail cuts a letter off at 102 kB.
  assert.ok(Buffer.byteLength(html) < 100_000, `${Buffer.byteLength(html)} bytes`);
  assert.ok(text.trim().length > 80);
  for (const part of [subject, html, text]) assert.doesNotMatch(part, /undefined|\[object|NaN|Invalid Date|\{\w+\}/);
  if (language === 'en')
    for (const part of [subject, text]) assert.doesNotMatch(part.replaceAll(/я+|Анна[^\n]*|кулак/g, ''), /[а-яё]/i);
  const stack: string[] = [];
  for (const tag of tags(html)) {
    if (['meta', 'br', 'img'].includes(tag)) continue;
    if (tag.startsWith('/')) assert.equal(`/${stack.pop()}`, tag);
    else stack.push(tag);
  }
  assert.deepEqual(stack, []);
  for (const { filename, content } of attachments) assert.ok(filename && content.length > 0);
}

test('the ticket letter has what the door and the viewer need', () => {
  const { subject, html, text, attachments } = everyLetter('ru')['ticket']!;
  assert.match(subject, /^Билет: Чайка, сб, 28 ноября, 21:00 \(Екатеринбург\)$/);
  for (const part of ['7F-2K-91-AC', '0B-XX-4T-QM', 'R-4K7-Q2N', 'Партер', '24 ч', '50']) {
    assert.ok(html.includes(part), part);
    assert.ok(text.includes(part), part);
  }
  assert.match(seen(html), /1\s800\s₽/);
  assert.ok(linksOf(html).has(orderUrl));
  assert.ok(linksOf(html).has(siteUrl));
  assert.deepEqual(
    attachments.map(({ contentType }) => contentType.split(';')[0]),
    ['image/png', 'image/png', 'text/calendar'],
  );
  assert.match(String(attachments[2]!.content), /METHOD:PUBLISH[\s\S]*SUMMARY:Чайка/);
});

test('the time is the viewer’s, with its city: a letter is read anywhere', () => {
  const { html } = everyLetter('en')['ticket']!;
  assert.match(html, /Sat 28 November, 21:00 \(Yekaterinburg\)/);
  for (const language of languages)
    for (const [name, { subject, text }] of Object.entries(everyLetter(language)))
      for (const [said] of `${subject}\n${text}`.matchAll(/\d\d:\d\d.*/g))
        assert.match(said, /^\d\d:\d\d \((Екатеринбург|Yekaterinburg)\)/, name);
});

test('a refund says what comes back, and what was kept only when something was', () => {
  const { refund, 'refund whole': whole } = everyLetter('ru');
  assert.match(refund!.text, /450\s₽/);
  assert.match(refund!.text, /Удержано/);
  assert.match(whole!.text, /450\s⭐/);
  assert.doesNotMatch(whole!.text, /Удержано|Возвращённые билеты/);
});

test('a cancelled show takes its entry out of the calendar; a moved one gives the next revision', () => {
  const { 'show cancelled': cancelled, 'show moved': moved, 'show moved, to a companion': movedForCompanion } = everyLetter('en');
  assert.match(String(cancelled!.attachments[0]!.content), /METHOD:CANCEL[\s\S]*SEQUENCE:1/);
  assert.match(String(moved!.attachments[0]!.content), /METHOD:PUBLISH[\s\S]*SEQUENCE:1/);
  assert.match(moved!.text, /you get the whole price back/);
  assert.match(movedForCompanion!.text, /Tell whoever bought the ticket/);
  assert.doesNotMatch(movedForCompanion!.text, /price back/);
  assert.match(moved!.text, /Before: Fri 27 November, 21:00[\s\S]*When: Sat 28 November, 21:00/);
});

test('an exchange says which date it was, gives the new codes, and says so when others have them', () => {
  const { exchanged, 'exchanged, by a companion': companion, 'exchanged, all elsewhere': elsewhere } = everyLetter('ru');
  assert.match(
    exchanged!.text,
    /новые ниже[\s\S]*Было: пт, 27 ноября[\s\S]*Когда: сб, 28 ноября[\s\S]*Заказ: R-4K7-Q2N[\s\S]*7F-2K-91-AC/,
  );
  assert.doesNotMatch(companion!.text, /R-4K7-Q2N/);
  assert.match(elsewhere!.text, /новые получили ваши спутники/);
  assert.deepEqual(
    [exchanged, companion, elsewhere].map((letter) => letter!.attachments.filter(({ cid }) => cid).length),
    [2, 1, 0],
  );
});

test('tickets that are claimed are all in their letter', () => {
  const { claimed, 'claimed, two': two } = everyLetter('ru');
  assert.deepEqual([claimed!.attachments.length, two!.attachments.length], [2, 3]);
  assert.match(claimed!.text, /^Анна, билет теперь ваш/);
  assert.match(two!.text, /^Анна, билеты теперь ваши/);
});

test('five stars are five links to the order, each with its number', () => {
  const links = [...linksOf(everyLetter('ru')['rating']!.html)];
  for (const stars of [1, 2, 3, 4, 5]) assert.ok(links.includes(rateUrl(orderUrl, stars)));
  assert.equal(new URL(rateUrl(orderUrl, 4)).searchParams.get('token'), 'a.b', 'the order’s own key stays');
});

test('a sign-in letter shows no name and leaves the choice of link or code', () => {
  const { subject, text } = everyLetter('ru', { ...names.ru, person: 'СЕКРЕТ' })['sign in']!;
  assert.match(subject, /^482 913 — /);
  assert.match(text, /15 минут/);
  assert.doesNotMatch(text, /СЕКРЕТ|Чайка/);
});

test('text is fit for attributes in either kind of quotes', () => {
  assert.equal(attribute(`"'<&>`), '&quot;&#39;&lt;&amp;&gt;');
});

test('a letter links to web addresses alone', () => {
  for (const url of ['javascript:alert(1)', 'data:text/html,x', 'file:///etc/passwd', '/orders/1', ''])
    assert.throws(() => webAddress(url), TypeError, url);
  assert.equal(webAddress('https://rampa.test/a?b="c"'), 'https://rampa.test/a?b=%22c%22');
});

test('a name from right to left is fenced in, and turns nothing but itself', () => {
  assert.equal(plain('Анна'), 'Анна');
  assert.equal(plain('דנה'), '\u2068דנה\u2069');
  assert.equal(plain('a\u202Eb\r\nc'), 'ab c');
});
