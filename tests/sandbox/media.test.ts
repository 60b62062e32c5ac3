/** Pictures and files, from a real telegraf's uploads to the bytes a person sees. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import sharp from 'sharp';
import { Telegram } from 'telegraf';
import { call, endpoint, type Json, open, seen, TOKEN } from './helpers.ts';

const picture = (color: string, width = 40): Promise<Buffer> =>
  sharp({ create: { width, height: 30, channels: 3, background: color } })
    .png()
    .toBuffer();

test('an uploaded picture can be seen, fetched by the bot and sent again by its file_id', async (t) => {
  const sandbox = await open(t);
  const telegram = new Telegram(TOKEN, { apiRoot: sandbox.url });
  const bytes = await picture('#8e1f35');
  const sent = await telegram.sendPhoto(1001, { source: bytes }, { caption: '«Чайка»', protect_content: true });
  const [photo] = sent.photo;
  assert.deepEqual([photo?.width, photo?.height], [40, 30]);
  const link = await telegram.getFileLink(photo?.file_id ?? '');
  assert.deepEqual(Buffer.from(await (await fetch(link)).arrayBuffer()), bytes);
  await telegram.sendPhoto(1001, photo?.file_id ?? '');
  const [first, second] = await seen(sandbox, 1001);
  assert.equal(first?.text, '«Чайка»');
  assert.equal(first?.protectContent, true);
  assert.equal(second?.media?.fileId, first?.media?.fileId);
  const response = await fetch(first?.media?.url ?? '');
  assert.equal(response.headers.get('content-type'), 'image/png');
  assert.deepEqual(Buffer.from(await response.arrayBuffer()), bytes);
});

test('an album is several messages with one group', async (t) => {
  const sandbox = await open(t);
  const telegram = new Telegram(TOKEN, { apiRoot: sandbox.url });
  const sent = await telegram.sendMediaGroup(1001, [
    { type: 'photo', media: { source: await picture('#fff') }, caption: 'Эскизы' },
    { type: 'photo', media: { source: await picture('#000') } },
  ]);
  assert.equal(sent.length, 2);
  const [first, second] = await seen(sandbox, 1001);
  assert.ok(first?.mediaGroupId);
  assert.equal(first.mediaGroupId, second?.mediaGroupId);
  assert.equal(first.text, 'Эскизы');
});

test('a document keeps its name, and a picture is exchanged for another', async (t) => {
  const sandbox = await open(t);
  const telegram = new Telegram(TOKEN, { apiRoot: sandbox.url });
  await telegram.sendDocument(1001, { source: Buffer.from('BEGIN:VCALENDAR'), filename: 'чайка.ics' });
  const sent = await telegram.sendPhoto(1001, { source: await picture('#111') });
  await telegram.editMessageMedia(1001, sent.message_id, undefined, {
    type: 'photo',
    media: { source: await picture('#222', 50) },
    caption: 'новая',
  });
  const [file, photo] = await seen(sandbox, 1001);
  assert.deepEqual([file?.media?.fileName, file?.media?.mimeType], ['чайка.ics', 'text/calendar']);
  assert.deepEqual([photo?.media?.width, photo?.text], [50, 'новая']);
});

test('a picture is taken from an address; what is no picture is refused', async (t) => {
  const sandbox = await open(t);
  const bytes = await picture('#123456');
  const uploaded = await new Telegram(TOKEN, { apiRoot: sandbox.url }).sendPhoto(1001, { source: bytes });
  assert.ok(uploaded.photo.length > 0);
  const url = (await seen(sandbox, 1001))[0]?.media?.url;
  assert.equal((await call(sandbox, 'sendPhoto', { chat_id: 1001, photo: url })).ok, true);
  const silent = await endpoint(t);
  const description = async (photo: string): Promise<string> =>
    (await call(sandbox, 'sendPhoto', { chat_id: 1001, photo })).description;
  assert.equal(await description('nonsense'), 'Bad Request: wrong file identifier/HTTP URL specified');
  assert.equal(await description(silent.url.replace(/:\d+/, ':1')), 'Bad Request: failed to get HTTP URL content');
  await assert.rejects(
    new Telegram(TOKEN, { apiRoot: sandbox.url }).sendPhoto(1001, { source: Buffer.from('no picture') }),
    /IMAGE_PROCESS_FAILED/,
  );
});

test('an edit that changes nothing is refused; a deleted message is gone', async (t) => {
  const sandbox = await open(t);
  const { message_id } = (await call(sandbox, 'sendMessage', { chat_id: 1001, text: 'a' })).result;
  const edit = (text: string): Promise<Json> => call(sandbox, 'editMessageText', { chat_id: 1001, message_id, text });
  assert.match((await edit('a')).description, /^Bad Request: message is not modified/);
  assert.equal((await edit('b')).result.text, 'b');
  assert.equal((await call(sandbox, 'deleteMessage', { chat_id: 1001, message_id })).result, true);
  assert.deepEqual(await seen(sandbox, 1001), []);
  assert.match((await edit('c')).description, /message to edit not found/);
  assert.match((await call(sandbox, 'deleteMessage', { chat_id: 1001, message_id })).description, /message to delete not found/);
});
