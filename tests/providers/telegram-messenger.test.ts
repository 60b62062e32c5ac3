/** Our Telegram messenger against Telegram's protocol: what was surely not sent, what may have been, and who can no longer be reached. */
import assert from 'node:assert/strict';
import { after, afterEach, before, describe, it } from 'node:test';
import sharp from 'sharp';
import { type Messenger, NotSent, SlowDown, Undeliverable } from '../../providers/messaging/port.ts';
import { telegramMessenger } from '../../providers/messaging/telegram/client.ts';
import { createMessengers } from '../../providers/registry.ts';
import { nobodysAddress, type Partners, startPartners, token } from './sandbox.ts';

let partners: Partners;
let messenger: Messenger;
let png: Buffer;
before(async () => {
  partners = await startPartners();
  messenger = telegramMessenger({ token, apiRoot: partners.url });
  png = await sharp({ create: { width: 32, height: 32, channels: 3, background: '#fff' } })
    .png()
    .toBuffer();
  await partners.ask('POST', `/people/${anna}/messages`, { text: '/start' });
});
afterEach(() => partners.ask('DELETE', '/faults'));
after(() => partners.close());

const anna = 2001;
const stranger = 2002;
type Seen = {
  messageId: number;
  text: string;
  by: string;
  protectContent: boolean;
  media: object | null;
  mediaGroupId: string | null;
  buttons: Array<Array<{ url?: string }>>;
  entities: Array<{ type: string }>;
};
const seen = async (person = anna) =>
  (await partners.ask<Seen[]>('GET', `/people/${person}/messages`)).filter((message) => message.by === 'bot');
/** Neither surely done nor surely not: the network or Telegram itself broke in the middle. */
const unknown = (error: unknown) =>
  error instanceof Error && !(error instanceof NotSent) && !(error instanceof SlowDown) && !(error instanceof Undeliverable);

describe('a message', () => {
  it('arrives with its words and buttons, and is named', async () => {
    const { messageId } = await messenger.sendText(anna, '<b>Чайка</b> &amp; чайка', [
      [{ text: 'Сайт', url: 'https://rampa.example/' }],
    ]);
    const message = (await seen()).at(-1)!;
    assert.equal(String(message.messageId), messageId);
    assert.equal(message.text, 'Чайка & чайка');
    assert.equal(message.entities[0]?.type, 'bold');
    assert.equal(message.buttons[0]?.[0]?.url, 'https://rampa.example/');
  });

  it('with one ticket is a picture, with several an album of one call; none can be passed on', async () => {
    const ticket = (number: number) => ({ png, captionHtml: `<b>Билет</b> № ${number}` });
    await messenger.sendPhotos(anna, [ticket(1)]);
    const single = (await seen()).at(-1)!;
    assert.deepEqual([single.text, single.protectContent, single.mediaGroupId], ['Билет № 1', true, null]);

    const before = (await seen()).length;
    await messenger.sendPhotos(anna, [2, 3, 4].map(ticket));
    const album = (await seen()).slice(before);
    assert.deepEqual(
      album.map(({ text }) => text),
      ['Билет № 2', 'Билет № 3', 'Билет № 4'],
    );
    assert.equal(new Set(album.map(({ mediaGroupId }) => mediaGroupId)).size, 1);
    for (const { protectContent, media } of album) assert.ok(protectContent && media);
  });

  it('without a picture is not sent', async () => {
    await assert.rejects(messenger.sendPhotos(anna, []), NotSent);
  });
});

describe('a person who cannot be reached', () => {
  it('is told apart from a fault: they blocked the bot, never opened it, or do not exist', async () => {
    await partners.ask('POST', `/people/${anna}/block`, {});
    try {
      await assert.rejects(messenger.sendText(anna, 'hello'), Undeliverable);
      await assert.rejects(messenger.sendPhotos(anna, [{ png, captionHtml: '' }]), Undeliverable);
    } finally {
      await partners.ask('POST', `/people/${anna}/unblock`, {});
    }
    await assert.rejects(messenger.sendText(stranger, 'hello'), Undeliverable);
    await assert.rejects(messenger.sendText(987_654, 'hello'), Undeliverable);
  });

  it('can be reached again when they come back', async () => {
    assert.ok((await messenger.sendText(anna, 'hello')).messageId);
  });
});

describe('a call that failed', () => {
  it('because Telegram asks for a pause was not sent, and says for how long', async () => {
    await partners.fault({ target: 'telegram-api', mode: 'error', status: 429, ms: 7000 });
    const before = (await seen()).length;
    await assert.rejects(
      messenger.sendText(anna, 'hello'),
      (error) => error instanceof SlowDown && error.retryAfterSeconds === 7,
    );
    assert.equal((await seen()).length, before);
  });

  it('because Telegram refuses its form was not sent', async () => {
    const ourFault = (error: unknown) => error instanceof Undeliverable && error.because === 'message';
    await assert.rejects(messenger.sendText(anna, '<b>unclosed'), ourFault);
    await assert.rejects(messenger.sendText(anna, 'x'.repeat(4097)), ourFault);
    await assert.rejects(telegramMessenger({ token: '7:wrong', apiRoot: partners.url }).sendText(anna, 'hello'), NotSent);
  });

  it('because Telegram broke may have been sent', async () => {
    for (const status of [500, 502, 504]) {
      await partners.fault({ target: 'telegram-api', mode: 'error', status });
      await assert.rejects(messenger.sendText(anna, 'hello'), unknown, String(status));
    }
  });

  it('because the connection was cut may have been sent, and here was', async () => {
    const before = (await seen()).length;
    await partners.fault({ target: 'telegram-api', mode: 'drop', times: 2 });
    await assert.rejects(messenger.sendText(anna, 'hello'), unknown);
    await assert.rejects(messenger.sendPhotos(anna, [{ png, captionHtml: '' }]), unknown);
    assert.equal((await seen()).length, before + 2);
  });

  it('because we gave up waiting may have been sent', async () => {
    await partners.fault({ target: 'telegram-api', mode: 'delay', ms: 5000 });
    await assert.rejects(messenger.sendText(anna, 'hello', undefined, AbortSignal.timeout(100)), unknown);
  });

  it('because nobody listened never left', async () => {
    const address = await nobodysAddress();
    await assert.rejects(telegramMessenger({ token, apiRoot: address }).sendText(anna, 'hello'), NotSent);
    await assert.rejects(telegramMessenger({ token, apiRoot: 'http://nobody.invalid' }).sendText(anna, 'hello'), NotSent);
  });

  it('says nothing of the token', async () => {
    const address = await nobodysAddress();
    const quiet = (error: Error) => {
      const cause = error.cause as Error | undefined;
      return ![error.stack, error.message, cause?.stack, cause?.message].some((text) => text?.includes(token.split(':')[1]!));
    };
    await assert.rejects(telegramMessenger({ token, apiRoot: address }).sendText(anna, 'hello'), quiet);
    await partners.fault({ target: 'telegram-api', mode: 'drop' });
    await assert.rejects(messenger.sendText(anna, 'hello'), quiet);
    await assert.rejects(messenger.sendText(anna, '<b>'), quiet);
  });
});

describe('messengers', () => {
  it('are known by the names of their bots', () => {
    const messengers = createMessengers({ telegram: { platform: { token } } });
    assert.ok(messengers.get('platform'));
    for (const name of ['', 'another', 'constructor', '__proto__']) assert.throws(() => messengers.get(name), /no bot named/);
  });
});
