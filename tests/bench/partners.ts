/** Partners that always say yes at once: our own clients speak to them over HTTP, so that their cost is counted and the partner's is not. */
import { randomUUID } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

export type Partners = { url: string; close(): Promise<void> };

export async function openPartners(): Promise<Partners> {
  let messages = 0;
  const server = createServer((req, res) => {
    req.resume().once('end', () => {
      messages += 1;
      const message = { message_id: messages, date: 0, chat: { id: 1, type: 'private' } };
      const answer = req.url?.startsWith('/v1/')
        ? { id: `cs_${randomUUID()}`, object: 'checkout.session', url: `https://pay.example/${messages}`, status: 'open' }
        : { ok: true, result: req.url?.endsWith('/sendMediaGroup') ? [message] : message };
      res.setHeader('content-type', 'application/json').end(JSON.stringify(answer));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: () => new Promise((resolve) => server.close(() => resolve()) && server.closeAllConnections()),
  };
}
