/** Letters over SMTP against a real server: what arrives, what a refusal means, and when nobody knows. */
import assert from 'node:assert/strict';
import { createServer, type Server, type Socket } from 'node:net';
import { type TestContext, test } from 'node:test';
import { createMailer, messageIdOf, smtpMailer } from '../../providers/messaging/email/mailer.ts';
import { type Letter, type Mailer, NotSent, SlowDown, Undeliverable } from '../../providers/messaging/port.ts';
import { get, open, post } from '../sandbox/helpers.ts';

const FROM = 'Рампа <tickets@rampa.test>';
const letter: Letter = {
  to: 'anna@example.com',
  subject: 'Билет на «Чайку»',
  text: 'Ваш билет',
  html: '<p>Ваш билет <img src="cid:qr"></p>',
  attachments: [{ filename: 'билет.png', contentType: 'image/png', content: Buffer.from('png'), cid: 'qr' }],
};

async function house(t: TestContext) {
  const sandbox = await open(t);
  const fault = (mode: string, more: object = {}) => post(sandbox, '/faults', { target: 'mail', mode, ...more });
  const mailbox = async () => (await get(sandbox, '/mailbox')).body;
  return { mailer: smtpMailer({ url: sandbox.smtpUrl, from: FROM }), fault, mailbox };
}

/** A server of a few scripted words; a word of `undefined` hangs up, `null` says nothing. */
async function scripted(
  t: TestContext,
  answer: (line: string) => string | null | undefined,
): Promise<{ url: string; lines: string[] }> {
  const lines: string[] = [];
  const sockets = new Set<Socket>();
  const server: Server = createServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => undefined);
    socket.write('220 scripted\r\n');
    socket.on('data', (chunk) => {
      for (const line of chunk.toString('utf8').split('\r\n').filter(Boolean)) {
        lines.push(line);
        const words = answer(line);
        if (words === undefined) return void socket.destroy();
        if (words !== null && words !== '') socket.write(`${words}\r\n`);
      }
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  t.after(() => {
    for (const socket of sockets) socket.destroy();
    server.close();
  });
  return { url: `smtp://127.0.0.1:${(server.address() as { port: number }).port}`, lines };
}
const polite = (over: Record<string, string | null | undefined>) => (line: string) => {
  const command = line.split(/[ :]/)[0] ?? '';
  if (command in over) return over[command];
  if (command === 'EHLO' || command === 'MAIL' || command === 'RCPT' || line === '.') return '250 fine';
  return command === 'DATA' ? '354 go on' : null;
};

const failure = (work: Promise<unknown>): Promise<Error> =>
  work.then(
    () => assert.fail('it was sent'),
    (error: Error) => error,
  );
/** Everything that Temporal would write down of an error. */
const written = (error: Error): string => `${error.message} ${error.stack} ${JSON.stringify(error)} ${String(error.cause ?? '')}`;

test('a letter arrives whole: sender, both bodies, picture by its cid', async (t) => {
  const { mailer, mailbox } = await house(t);
  await mailer.send(letter, 'ticket:1');
  const [{ to, from, subject, text, html, attachments }] = await mailbox();
  assert.deepEqual([to, from, subject, text.trim(), html.trim()], [letter.to, FROM, letter.subject, letter.text, letter.html]);
  assert.deepEqual([attachments[0].filename, attachments[0].contentType, attachments[0].cid], ['билет.png', 'image/png', 'qr']);
});

test('a repeated send is recognised by its Message-ID, which gives nothing of the key away', async (t) => {
  const { mailer, mailbox } = await house(t);
  const first = await mailer.send(letter, 'ticket:order-1');
  const again = await mailer.send(letter, 'ticket:order-1');
  const other = await mailer.send(letter, 'ticket:order-2');
  assert.equal(first.messageId, again.messageId);
  assert.notEqual(first.messageId, other.messageId);
  assert.match(first.messageId, /^<[0-9a-f]{40}@rampa\.test>$/);
  assert.deepEqual(
    (await mailbox()).map(({ messageId }: { messageId: string }) => messageId),
    [first.messageId, first.messageId, other.messageId],
  );
  assert.match(messageIdOf('a', 'no address at all'), /@localhost>$/);
});

test('nothing in a letter can become a header or a second recipient', async (t) => {
  const { mailer, mailbox } = await house(t);
  const evil = 'Билет\r\nBcc: critic@example.com\r\n\r\n<b>body</b>';
  await mailer.send(
    { ...letter, subject: evil, attachments: [{ filename: `a${evil}`, contentType: 'text/plain', content: 'x' }] },
    evil,
  );
  const letters = await mailbox();
  assert.deepEqual(
    letters.map(({ to }: { to: string }) => to),
    ['anna@example.com'],
  );
  assert.equal(letters[0].subject, 'Билет Bcc: critic@example.com <b>body</b>');
  assert.equal(letters[0].text.trim(), letter.text);
  const wrongs = [
    'anna@example.com, critic@example.com',
    'anna@example.com\r\nBcc: critic@example.com',
    'Anna <anna@example.com>',
    'anna@example.com>',
    'group: critic@example.com;',
    'nobody',
    '',
  ];
  for (const to of wrongs) {
    const error = await failure(mailer.send({ ...letter, to }, 'k'));
    assert.ok(error instanceof Undeliverable && error.because === 'person', to);
  }
  assert.equal((await mailbox()).length, 1);
});

test('a letter may not read files or addresses of ours', async (t) => {
  const { mailer, mailbox } = await house(t);
  const content = { path: '/etc/hostname' } as unknown as string;
  const error = await failure(
    mailer.send({ ...letter, attachments: [{ filename: 'a', contentType: 'text/plain', content }] }, 'k'),
  );
  assert.ok(error instanceof Error);
  assert.deepEqual(await mailbox(), []);
});

test('a refused recipient is a person who cannot be reached, a refused letter is our fault', async (t) => {
  const { mailer, fault } = await house(t);
  const because = async (options: object) => {
    await fault('error', options);
    const error = await failure(mailer.send(letter, 'k'));
    assert.ok(error instanceof Undeliverable, error.name);
    return error.because;
  };
  assert.equal(await because({ status: 550 }), 'person');
  assert.equal(await because({ status: 554 }), 'message', '5.7.1: a policy, not an unknown person');
  assert.equal(await because({ status: 554, method: 'data' }), 'message');
  assert.equal(await because({ status: 550, method: 'data' }), 'person', '5.1.1 said late');
});

test('a server that asks for time gets it, and the next attempt arrives', async (t) => {
  const { mailer, fault, mailbox } = await house(t);
  for (const options of [{ status: 451 }, { status: 421 }, { status: 450, method: 'data' }]) {
    await fault('error', options);
    const error = await failure(mailer.send(letter, 'k'));
    assert.ok(error instanceof SlowDown && error.retryAfterSeconds === 60, `${options.status}: ${error.name}`);
  }
  await fault('error', { status: 452 });
  const full = await failure(mailer.send(letter, 'k'));
  assert.ok(full instanceof SlowDown && full.retryAfterSeconds > 600, 'a full mailbox is not emptied in a minute');
  await fault('error', { status: 454 });
  assert.ok((await failure(mailer.send(letter, 'k'))) instanceof NotSent);
  await mailer.send(letter, 'k');
  assert.equal((await mailbox()).length, 1);
});

test('a connection that breaks in the middle of the letter leaves its outcome unknown', async (t) => {
  const { mailer, fault, mailbox } = await house(t);
  for (const method of [undefined, 'taken']) {
    await fault('drop', method ? { method } : {});
    const error = await failure(mailer.send(letter, 'k'));
    for (const kind of [NotSent, SlowDown, Undeliverable]) assert.ok(!(error instanceof kind), kind.name);
    assert.match(error.message, /not known/);
  }
  assert.equal((await mailbox()).length, 1, 'once it had arrived after all: that is why nobody may say it was not sent');
});

test('a server that falls silent once it has the letter leaves its outcome unknown', async (t) => {
  const { url } = await scripted(t, polite({ '.': null, '': null }));
  const error = await failure(smtpMailer({ url, from: FROM, silenceMs: 300 }).send(letter, 'k'));
  assert.match(error.message, /not known/);
});

test('what ends before the letter has begun was surely not sent', async (t) => {
  const { port } = new URL((await scripted(t, () => undefined)).url);
  const ends: Array<[string, Mailer]> = [['hangs up at once', smtpMailer({ url: `smtp://127.0.0.1:${port}`, from: FROM })]];
  const cases: Array<[string, string | null | undefined]> = [
    ['MAIL', undefined],
    ['RCPT', undefined],
    ['DATA', undefined],
    ['RCPT', null],
    ['MAIL', '530 authentication required'],
    ['DATA', '503 bad sequence'],
  ];
  for (const [command, words] of cases) {
    const { url } = await scripted(t, polite({ [command]: words }));
    ends.push([`${command} ${words}`, smtpMailer({ url, from: FROM, silenceMs: 300 })]);
  }
  ends.push(['nobody listens', smtpMailer({ url: 'smtp://127.0.0.1:1', from: FROM })]);
  ends.push(['no such host', smtpMailer({ url: 'smtp://mail.invalid:25', from: FROM })]);
  for (const [what, mailer] of ends) {
    const error = await failure(mailer.send(letter, 'k'));
    assert.ok(error instanceof NotSent, `${what}: ${error.name} ${error.message}`);
  }
});

test('a called-off send that had not begun was not sent', async (t) => {
  const { url } = await scripted(t, polite({ MAIL: null }));
  const off = new AbortController();
  const sending = failure(smtpMailer({ url, from: FROM }).send(letter, 'k', off.signal));
  off.abort();
  assert.ok((await sending) instanceof NotSent);
});

test('a password is not given to a server that cannot encrypt, except on this machine', async (t) => {
  const words = (line: string) =>
    line.startsWith('EHLO') ? '250-scripted\r\n250 AUTH PLAIN' : polite({ AUTH: '235 fine' })(line);
  const here = await scripted(t, words);
  await smtpMailer({ url: here.url.replace('//', '//user:secret@'), from: FROM, silenceMs: 300 })
    .send(letter, 'k')
    .catch(() => undefined);
  assert.ok(here.lines.some((line) => line.startsWith('AUTH')));
  const there = await scripted(t, words);
  const elsewhere = there.url.replace('//127.0.0.1', '//user:secret@0.0.0.0');
  assert.ok((await failure(smtpMailer({ url: elsewhere, from: FROM, silenceMs: 300 }).send(letter, 'k'))) instanceof NotSent);
  assert.ok(there.lines.length > 0 && !there.lines.some((line) => line.startsWith('AUTH')));
});

test('no failure repeats the address, whatever the server says', async (t) => {
  const quoting = '550 5.1.1 <anna@example.com>: user anna@example.com unknown';
  for (const command of ['RCPT', 'MAIL', 'DATA', '.']) {
    const { url } = await scripted(t, (line) =>
      line === '.' && command === '.' ? quoting : polite({ [command]: quoting })(line),
    );
    const error = await failure(smtpMailer({ url, from: FROM, silenceMs: 500 }).send(letter, 'k'));
    assert.doesNotMatch(written(error), /anna/, `${command}: ${error.message}`);
    assert.match(error.message, /unknown/, 'and yet it says why');
  }
});

test('a house without a mail server says so to its operator', async () => {
  const error = await failure(createMailer({ SMTP_URL: undefined, MAIL_FROM: FROM }).send(letter, 'k'));
  assert.ok(error instanceof Undeliverable && error.because === 'message' && error.message.includes('SMTP_URL'));
});
