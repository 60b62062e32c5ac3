/** A letter's raw bytes as what the mailbox keeps. */
import { randomUUID } from 'node:crypto';
import PostalMime, { type Address, type Attachment } from 'postal-mime';
import type { FileStore } from '../shared/file-store.ts';
import { attachmentFile, type KeptLetter } from './state.ts';

/** @returns one letter a recipient: each has a mailbox of their own */
export async function readLetter(raw: Buffer, recipients: readonly string[], files: FileStore): Promise<KeptLetter[]> {
  const mail = await PostalMime.parse(raw);
  const bytes = mail.attachments.map(bytesOf);
  const html = mail.html ?? '';
  const letter = {
    from: mail.from ? written(mail.from) : '',
    subject: mail.subject ?? '',
    messageId: mail.messageId ?? '',
    text: mail.text ?? '',
    html,
    links: [...new Set([...linksOfHtml(html), ...linksOfText(mail.text ?? '')])],
    attachments: mail.attachments.map(({ filename, mimeType, contentId }, index) => ({
      filename: filename ?? 'unnamed',
      contentType: mimeType,
      size: bytes[index]?.length ?? 0,
      cid: contentId?.replace(/^<|>$/g, ''),
    })),
    at: new Date().toISOString(),
  };
  return recipients.map((to) => {
    const id = randomUUID();
    for (const [index, content] of bytes.entries()) files.put(attachmentFile(id, index), content);
    return { id, to, ...letter };
  });
}

/** The parser reads a calendar as text and loses its line ends, which RFC 5545 wants to be CRLF. */
function bytesOf({ content, mimeType }: Attachment): Buffer {
  const bytes = Buffer.from(content as ArrayBuffer);
  return mimeType === 'text/calendar' ? Buffer.from(bytes.toString('utf8').replaceAll(/\r?\n/g, '\r\n')) : bytes;
}

const written = ({ name, address }: Address): string => (name ? `${name} <${address ?? ''}>` : (address ?? ''));

const linksOfHtml = (html: string): string[] =>
  [...html.matchAll(/\shref="([^"]+)"/gi)].map((match) => unescaped(match[1] ?? '')).filter((link) => !link.startsWith('#'));
const linksOfText = (text: string): string[] => text.match(/https?:\/\/[^\s<>"]+/g) ?? [];

const ENTITIES: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', '#39': "'" };
const unescaped = (text: string): string => text.replaceAll(/&(amp|lt|gt|quot|#39);/g, (_, name: string) => ENTITIES[name] ?? '');
