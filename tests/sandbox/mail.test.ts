/** The pretend mailbox: what goes in over SMTP comes out as JSON and pages, also over a restart and when told to misbehave. */
import assert from 'node:assert/strict';
import { rmSync } from 'node:fs';
import { type TestContext, test } from 'node:test';
import { createTransport, type SendMailOptions } from 'nodemailer';
import { temporaryFolder } from '../support/servers.ts';
import { get, open, post } from './helpers.ts';

const letter: SendMailOptions = {
  from: 'Рампа <no-reply@rampa.test>',
  to: 'Anna@Example.com',
  subject: 'Билет на «Чайку»',
  text: 'Ваш билет: https://rampa.test/orders/1?a=1&b=2',
  html: '<p><a href="https://rampa.test/orders/1?a=1&amp;b=2">Билет</a> <a href="https://rampa.test/play">x</a><img src="cid:qr"></p>',
  attachments: [
    { filename: 'qr.png', contentType: 'image/png', cid: 'qr', content: Buffer.from('a picture') },
    {
      filename: 'спектакль.ics',
      contentType: 'text/calendar',
      content: 'BEGIN:VCALENDAR\r\n',
      contentTransferEncoding: 'base64',
    },
  ],
};

const mail = (sandbox: { smtpUrl: string }, options: SendMailOptions = letter) =>
  createTransport({ url: sandbox.smtpUrl, socketTimeout: 5000 }).sendMail(options);
const folderOf = (t: TestContext) => {
  const folder = temporaryFolder('mail');
  t.after(() => rmSync(folder.path, { recursive: true, force: true }));
  return folder.path;
};

test('a letter is found by its recipient, read as its sender wrote it', async (t) => {
  const sandbox = await open(t);
  await mail(sandbox);
  await mail(sandbox, { ...letter, to: 'boris@example.com' });
  const { body } = await get(sandbox, '/mailbox?to=anna@example.com');
  assert.equal(body.length, 1);
  const [{ to, from, subject, text, html, links, attachments, at }] = body;
  assert.equal(to, 'Anna@example.com');
  assert.equal(from, 'Рампа <no-reply@rampa.test>');
  assert.equal(subject, letter.subject);
  assert.equal(text.trim(), letter.text);
  assert.match(html, /cid:qr/);
  assert.deepEqual(
    links,
    ['https://rampa.test/orders/1?a=1&b=2', 'https://rampa.test/play'],
    'each once, as a person follows it',
  );
  assert.ok(Math.abs(Date.now() - Date.parse(at)) < 60_000);
  assert.deepEqual(
    attachments.map(({ filename, contentType, size }: { filename: string; contentType: string; size: number }) => [
      filename,
      contentType,
      size,
    ]),
    [
      ['qr.png', 'image/png', 9],
      ['спектакль.ics', 'text/calendar', 17],
    ],
  );
  const file = await fetch(sandbox.url + attachments[1].url);
  assert.equal(await file.text(), 'BEGIN:VCALENDAR\r\n');
  assert.match(file.headers.get('content-disposition') ?? '', /attachment/);
  assert.equal((await get(sandbox, '/mailbox')).body.length, 2);
  assert.deepEqual((await get(sandbox, '/mailbox?to=nobody@example.com')).body, []);
});

test('a blind copy reaches the mailbox of whom the server was told', async (t) => {
  const sandbox = await open(t);
  await mail(sandbox, { ...letter, bcc: 'critic@example.com' });
  assert.equal((await get(sandbox, '/mailbox?to=critic@example.com')).body.length, 1);
  assert.equal((await get(sandbox, '/mailbox?to=anna@example.com')).body.length, 1);
});

test('the page of a letter brings its pictures and may load nothing else', async (t) => {
  const sandbox = await open(t);
  await mail(sandbox);
  const [{ id }] = (await get(sandbox, '/mailbox')).body;
  const page = await fetch(`${sandbox.url}/mailbox/${id}/html`);
  const policy = page.headers.get('content-security-policy') ?? '';
  assert.match(policy, /default-src 'none'/);
  assert.match(policy, /sandbox/);
  assert.doesNotMatch(policy, /allow-scripts/);
  const html = await page.text();
  assert.ok(html.includes(`data:image/png;base64,${Buffer.from('a picture').toString('base64')}`));
  assert.ok(!html.includes('cid:'));
});

test('the mailbox survives a restart, with its attachments', async (t) => {
  const stateFile = `${folderOf(t)}/sandbox.json`;
  const before = await open(t, { stateFile });
  await mail(before);
  await before.close();
  const after = await open(t, { stateFile });
  const [{ attachments, subject }] = (await get(after, '/mailbox')).body;
  assert.equal(subject, letter.subject);
  assert.equal(await (await fetch(after.url + attachments[0].url)).text(), 'a picture');
});

test('an ordered error refuses the recipient once, with the code that was asked for', async (t) => {
  const sandbox = await open(t);
  await post(sandbox, '/faults', { target: 'mail', mode: 'error', status: 550 });
  await assert.rejects(mail(sandbox), { responseCode: 550, command: 'RCPT TO' });
  await mail(sandbox);
  assert.equal((await get(sandbox, '/mailbox')).body.length, 1);
});

test('an error named for the letter refuses it after it was read', async (t) => {
  const sandbox = await open(t);
  await post(sandbox, '/faults', { target: 'mail', mode: 'error', status: 452, method: 'data' });
  await assert.rejects(mail(sandbox), { responseCode: 452, command: 'DATA' });
  assert.deepEqual((await get(sandbox, '/mailbox')).body, []);
});

test('a drop loses the letter and the answer; a drop when it was taken loses only the answer', async (t) => {
  const sandbox = await open(t);
  await post(sandbox, '/faults', { target: 'mail', mode: 'drop' });
  await assert.rejects(mail(sandbox), (error: { responseCode?: number }) => error.responseCode === undefined);
  assert.deepEqual((await get(sandbox, '/mailbox')).body, []);
  await post(sandbox, '/faults', { target: 'mail', mode: 'drop', method: 'taken' });
  await assert.rejects(mail(sandbox), (error: { responseCode?: number }) => error.responseCode === undefined);
  assert.equal((await get(sandbox, '/mailbox')).body.length, 1);
});

test('a duplicate is one letter twice, with the same Message-ID; a delay answers late', async (t) => {
  const sandbox = await open(t);
  await post(sandbox, '/faults', { target: 'mail', mode: 'duplicate' });
  await mail(sandbox);
  const [one, two] = (await get(sandbox, '/mailbox')).body;
  assert.notEqual(one.id, two.id);
  assert.equal(one.messageId, two.messageId);
  await post(sandbox, '/faults', { target: 'mail', mode: 'delay', ms: 300 });
  const began = performance.now();
  await mail(sandbox);
  assert.ok(performance.now() - began >= 290);
});
