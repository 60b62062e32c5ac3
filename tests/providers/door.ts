/** A door of ours for a partner's calls, without the house behind it. */
import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';

export type Door = { url: string; close(): Promise<void> };

/** @param answer the raw bytes and the headers → the status. */
export async function openDoor(
  answer: (raw: Buffer, headers: IncomingHttpHeaders, path: string) => number | Promise<number>,
): Promise<Door> {
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    response.writeHead(await answer(Buffer.concat(chunks), request.headers, request.url ?? '')).end();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
