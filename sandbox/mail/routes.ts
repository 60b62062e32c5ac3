/** `/mailbox`: letters as JSON for scripts, as pages for a browser; `/mail`: the mailbox itself. */
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import express, { type Request, Router } from 'express';
import type { FileStore } from '../shared/file-store.ts';
import { query } from '../shared/input.ts';
import { notFound } from '../shared/refusal.ts';
import { attachmentFile, type KeptLetter, type MailState } from './state.ts';

const page = join(dirname(fileURLToPath(import.meta.url)), 'page');

export function mailRoutes(state: MailState, files: FileStore): Router {
  const router = Router();
  const letterOf = (request: Request): KeptLetter => {
    const letter = state.letters.find(({ id }) => id === request.params['id']);
    if (!letter) throw notFound('There is no such letter; GET /mailbox lists all.');
    return letter;
  };

  /** Oldest first. `brief` leaves the bodies out. */
  router.get('/mailbox', (request, response) => {
    const to = query(request, 'to')?.toLowerCase();
    const letters = state.letters.filter((letter) => to === undefined || letter.to.toLowerCase() === to);
    const brief = request.query['brief'] !== undefined;
    response.set('Cache-Control', 'no-store').json(brief ? letters.map(summary) : letters.map(shown));
  });

  router.get('/mailbox/:id', (request, response) => void response.json(shown(letterOf(request))));

  router.get('/mailbox/:id/html', (request, response) => {
    // Nothing is loaded from anywhere: what a letter needs it must bring along.
    response.set(
      'Content-Security-Policy',
      "default-src 'none'; img-src data:; style-src 'unsafe-inline'; sandbox allow-popups allow-popups-to-escape-sandbox",
    );
    response.type('html').send(withPictures(letterOf(request), files));
  });

  router.get('/mailbox/:id/attachments/:n', (request, response) => {
    const letter = letterOf(request);
    const index = Number(request.params['n']);
    const attachment = letter.attachments[index];
    const bytes = attachment && files.get(attachmentFile(letter.id, index));
    if (!attachment || !bytes) throw notFound('The letter has no such attachment.');
    const inline = attachment.contentType.startsWith('image/');
    response.set({ 'Content-Security-Policy': "default-src 'none'; sandbox", 'X-Content-Type-Options': 'nosniff' });
    if (!inline) response.attachment(attachment.filename);
    response.type(attachment.contentType).send(bytes);
  });

  router.get('/mail', (_request, response) => response.sendFile('index.html', { root: page }));
  router.use('/mail', express.static(page, { index: false, maxAge: 0 }));
  return router;
}

function shown({ attachments, ...letter }: KeptLetter) {
  return {
    ...letter,
    attachments: attachments.map((one, index) => ({ ...one, url: `/mailbox/${letter.id}/attachments/${index}` })),
  };
}

function summary(letter: KeptLetter) {
  const { id, to, from, subject, at, attachments, text } = letter;
  return {
    id,
    to,
    from,
    subject,
    at,
    attachments: attachments.length,
    preview: text.replaceAll(/\s+/g, ' ').trim().slice(0, 140),
  };
}

function withPictures({ id, html, text, attachments }: KeptLetter, files: FileStore): string {
  if (html === '') return `<!doctype html><meta charset="utf-8"><pre style="white-space:pre-wrap">${plain(text)}</pre>`;
  const pictures = html.replaceAll(/cid:([^"'\s)]+)/g, (whole, cid: string) => {
    const index = attachments.findIndex((one) => one.cid === decodeURIComponent(cid));
    const bytes = index < 0 ? undefined : files.get(attachmentFile(id, index));
    return bytes ? `data:${attachments[index]?.contentType};base64,${bytes.toString('base64')}` : whole;
  });
  return pictures.replace(/<head[^>]*>/i, (head) => `${head}<base target="_blank">`);
}

const plain = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
