/** Letters over SMTP; each send is a connection of its own, so that its outcome is known apart from all others. */
import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import { createTransport, type SendMailOptions } from 'nodemailer';
import type { Environment } from '../../../domain/environment.ts';
import { type Letter, type Mailer, Undeliverable } from '../port.ts';
import { type SmtpFailure, smtpFailure } from './failure.ts';

export type MailerOptions = {
  /** `smtp(s)://user:password@host:port` */
  url: string;
  /** `Name <address>` */
  from: string;
  /** How long the server may be silent, in milliseconds. @default 30 000 */
  silenceMs?: number;
};

export function createMailer({ SMTP_URL, MAIL_FROM }: Pick<Environment, 'SMTP_URL' | 'MAIL_FROM'>): Mailer {
  if (SMTP_URL) return smtpMailer({ url: SMTP_URL, from: MAIL_FROM });
  return {
    // An operator sees it among the messages that need a hand, rather than nobody.
    send: async () => {
      throw new Undeliverable('SMTP_URL is not set: this house sends no e-mail', 'message');
    },
  };
}

/** Greets the server and signs in there, and sends nothing. @throws when it is not there, or does not let us in. */
export async function greetMailServer(options: Omit<MailerOptions, 'from'>): Promise<void> {
  await createTransport(transportOf(options)).verify();
}

export function smtpMailer({ from, ...options }: MailerOptions): Mailer {
  const transport = transportOf(options);
  return {
    async send(letter, messageId, signal) {
      const id = messageIdOf(messageId, from);
      let dataBegan = false;
      const sender = createTransport(transport);
      // The body is read once the server has taken sender and recipient; before that nothing can have been sent.
      sender.use('stream', ({ message }, done) => {
        const read = message.createReadStream.bind(message);
        message.createReadStream = (options) => noticing(read(options), () => (dataBegan = true));
        done();
      });
      try {
        await sender.sendMail({ ...compose(letter, from), messageId: id, ...(signal ? { signal } : {}) });
        return { messageId: id };
      } catch (error) {
        throw smtpFailure(error as SmtpFailure, dataBegan);
      }
    },
  };
}

function transportOf({ url, silenceMs = 30_000 }: Omit<MailerOptions, 'from'>) {
  const { hostname, username } = new URL(url);
  return {
    url,
    ...{ connectionTimeout: Math.min(silenceMs, 10_000), greetingTimeout: Math.min(silenceMs, 10_000) },
    ...{ socketTimeout: silenceMs, dnsTimeout: Math.min(silenceMs, 10_000), socketCloseTimeout: 1000 },
    // Letters are data, some of it typed by strangers: a path or an address in it must stay text.
    ...{ disableFileAccess: true, disableUrlAccess: true },
    // A password goes over the network only encrypted.
    requireTLS: username !== '' && !isLoopback(hostname),
  };
}

/** One key, one Message-ID: whoever gets a letter twice sees one. */
export function messageIdOf(key: string, from: string): string {
  const domain = /@([\w.-]+)>?\s*$/.exec(from)?.[1] ?? 'localhost';
  return `<${createHash('sha256').update(key).digest('hex').slice(0, 40)}@${domain}>`;
}

/** @throws Undeliverable when the address is not exactly one */
function compose({ to, subject, html, text, attachments = [] }: Letter, from: string): SendMailOptions {
  if (!/^[^\s@<>()[\],;:"\\]{1,64}@[^\s@<>()[\],;:"\\]{1,255}$/u.test(to))
    throw new Undeliverable('the address is not one e-mail address', 'person');
  return {
    from,
    to: { name: '', address: to },
    subject: oneLine(subject),
    html,
    text,
    headers: { 'Auto-Submitted': 'auto-generated', 'X-Auto-Response-Suppress': 'All' },
    attachments: attachments.map(({ filename, contentType, content, cid }) => ({
      ...{ filename: oneLine(filename), contentType: oneLine(contentType), content, contentTransferEncoding: 'base64' as const },
      ...(cid ? { cid: oneLine(cid), contentDisposition: 'inline' as const } : {}),
    })),
  };
}

/** A header ends where its line ends: no text of ours may begin another one. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what it removes
const oneLine = (text: string): string => text.replaceAll(/[\u0000-\u001f\u007f\u0085\u2028\u2029]+/g, ' ').trim();

const isLoopback = (host: string): boolean => ['localhost', '[::1]'].includes(host) || host.startsWith('127.');

function noticing(source: Readable, begin: () => void): Readable {
  return Readable.from(
    (async function* () {
      begin();
      yield* source;
    })(),
    { objectMode: false },
  );
}
