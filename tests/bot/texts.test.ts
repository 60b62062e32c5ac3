/** The bot's words: everything is said in both languages, and Telegram can read all of it. */
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { type Texts, texts } from '../../bot/texts.ts';
import { type ErrorCode, errors } from '../../domain/errors.ts';
import { escapeHtml } from '../../domain/html.ts';
import { type Phone, startPhone, token } from './fakes.ts';

let phone: Phone;
before(async () => {
  phone = await startPhone();
  await phone.ask('POST', '/people/2001/messages', { text: '/start' });
});
after(() => phone.close());

const name = escapeHtml('«Ложа» <VIP> & "co"');
/** What texts that depend on something are told, in the order of their parameters. */
const told: {
  [Key in keyof Texts as Texts[Key] extends (...args: never[]) => string ? Key : never]: Texts[Key] extends (
    ...args: infer Args
  ) => string
    ? Args
    : never;
} = {
  left: [3],
  minutes: [140],
  howMany: [name],
  summary: [2, name, '1 800 ₽', 15],
  pay: ['450 ⭐'],
  invoiceTickets: [2],
  ticketsOf: [2],
  howMuch: [name],
  basketLine: [2, name, '1 800 ₽'],
  basketTotal: [3, '1 800 ₽', 15],
  yourTime: ['21:00', 'Самара'],
  orderTitle: ['R-4K7-Q2N'],
  playbillTitle: ['Москва'],
  numbered: ['7F-2K-91-AC'],
  companionsToo: [['№ 7F-2K-91-AC', '№ 7F-2K-92-AC']],
  handOver: ['7F-2K-91-AC'],
  handOverLink: ['7F-2K-91-AC', 'https://t.me/rampa_bot?start=claim_x'],
  withoutTelegram: ['https://rampa.example/claim/1?key=x'],
  claimOffer: [name, '7F-2K-91-AC'],
  invited: [name, 'сб, 28 ноября, 19:00'],
  startsOnTheSite: [name, 'сб, 28 ноября, 19:00'],
  onScreen: [name, 'сб, 28 ноября, 19:00'],
  watchTicket: ['7F-2K-91-AC'],
  returnTitle: ['R-4K7-Q2N'],
  comesBack: ['450 ₽'],
  isKept: ['450 ₽'],
  quoteUntil: ['сб, 28 ноября, 19:00'],
  confirmReturn: ['450 ₽'],
  returnedStars: ['450 ⭐', 1],
  returned: ['450 ₽', '450 ₽', 1],
  exchangeTitle: ['R-4K7-Q2N'],
  exchangeUntil: ['сб, 28 ноября, 18:00'],
  confirmExchange: ['сб, 28 ноября, 19:00', 2],
  exchanged: ['сб, 28 ноября, 19:00'],
  thanksForStars: [4],
  timeZoneNow: ['Самара', '21:00'],
  timeZoneSet: ['Самара', '21:00'],
  supportAt: [name],
  signInQuestion: ['42'],
  signInYes: ['42'],
};
const said = (language: 'ru' | 'en'): Array<[key: string, text: string]> =>
  Object.entries(texts[language]).flatMap(([key, text]): Array<[string, string]> => {
    if (typeof text === 'string') return [[key, text]];
    if (typeof text === 'function') return [[key, (text as (...args: unknown[]) => string)(...told[key as keyof typeof told])]];
    return Object.entries(text).map(([inner, words]) => [`${key}.${inner}`, words]);
  });

describe('the words of the bot', () => {
  it('are the same set in both languages', () => {
    assert.deepEqual(
      said('ru')
        .map(([key]) => key)
        .sort(),
      said('en')
        .map(([key]) => key)
        .sort(),
    );
  });

  it('say something, in their own language', () => {
    const bilingual = ['chooseLanguage'];
    for (const language of ['ru', 'en'] as const)
      for (const [key, text] of said(language).filter(([key]) => !bilingual.includes(key) && !(key in told))) {
        assert.notEqual(text.trim(), '', key);
        assert.equal(/\p{Script=Cyrillic}/u.test(text), language === 'ru', `${language} ${key}: ${text}`);
      }
  });

  for (const language of ['ru', 'en'] as const)
    it(`in ${language} are HTML that Telegram takes`, async () => {
      for (const [key, text] of said(language)) {
        const response = await fetch(`${phone.url}/bot${token}/sendMessage`, {
          method: 'POST',
          headers: { 'content-type': 'application/json' },
          body: JSON.stringify({ chat_id: 2001, text, parse_mode: 'HTML' }),
        });
        const answer = (await response.json()) as { ok: boolean; description?: string; result?: { text: string } };
        assert.ok(answer.ok, `${key}: ${answer.description}`);
        assert.doesNotMatch(answer.result!.text, /&(amp|lt|gt);|undefined|NaN|\[object/, key);
      }
    });

  it('control: Telegram does not take all HTML', async () => {
    const wrong = texts.ru.howMany('«Ложа» <VIP>');
    const response = await fetch(
      `${phone.url}/bot${token}/sendMessage?chat_id=2001&parse_mode=HTML&text=${encodeURIComponent(wrong)}`,
    );
    assert.equal(response.status, 400);
  });

  it('of a refusal send nobody to a page: in a chat there is none', () => {
    const ofAPage = /страниц|поля, |issues|номер запроса|\bpage|reload|request id/i;
    const codes = (Object.keys(errors) as ErrorCode[]).filter((code) => !code.startsWith('SignIn'));
    for (const language of ['ru', 'en'] as const) {
      const hows: Partial<Record<ErrorCode, string>> = texts[language].hows;
      for (const code of codes) assert.doesNotMatch(hows[code] ?? errors[code][language].how, ofAPage, `${language} ${code}`);
      assert.ok(
        codes.some((code) => ofAPage.test(errors[code][language].how)),
        'control: the list of all refusals speaks of a page',
      );
    }
  });

  it('count minutes as people do', () => {
    const says = (language: 'ru' | 'en', minutes: number) => {
      const { summary, basketTotal } = texts[language];
      return `${summary(2, name, '900 ₽', minutes)} ${basketTotal(2, '900 ₽', minutes)}`;
    };
    for (const [count, ru, en] of [
      [1, '1 минута:', '1 minute '],
      [3, '3 минуты:', '3 minutes '],
      [15, '15 минут:', '15 minutes '],
      [21, '21 минута:', '21 minutes '],
    ] as const) {
      assert.equal(says('ru', count).split(ru).length, 3, says('ru', count));
      assert.equal(says('en', count).split(en).length, 3, says('en', count));
    }
  });

  it('write a number one way in each language', () => {
    for (const [language, foreign] of [
      ['ru', /\bNo\./],
      ['en', /№/],
    ] as const)
      for (const [key, text] of said(language)) if (key !== 'companionsToo') assert.doesNotMatch(text, foreign, key);
  });

  it('name commands as Telegram wants them', () => {
    for (const { commands } of Object.values(texts))
      for (const [command, description] of Object.entries(commands)) {
        assert.match(command, /^[a-z0-9_]{1,32}$/);
        assert.ok(description.length >= 3 && description.length <= 256);
      }
  });

  it('about a refusal of payment fit the 255 letters that Telegram shows', () => {
    for (const words of Object.values(texts))
      for (const key of ['notYours', 'alreadyPaid', 'holdEnded', 'orderClosed'] as const)
        assert.ok(words[key].length <= 255, key);
  });
});
