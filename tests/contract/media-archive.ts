/** CloudFront before the bucket of recordings, as far as it matters: its function runs as it is deployed. */
import crypto from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { bucket } from '../../sandbox/ivs/cloud.ts';

type Handler = (event: { request: { uri: string } }) => Promise<{ statusCode: number } | { uri: string }>;

export function cloudFrontFunction(secret: string): Handler {
  const code = readFileSync(new URL('../../deploy/cloudfront-recordings.js', import.meta.url), 'utf8').replace(
    /^import .*$/gm,
    '',
  );
  const cf = { kvs: () => ({ get: async (name: string) => (name === 'secret' ? secret : Promise.reject(new Error(name))) }) };
  return new Function('cf', 'crypto', `${code}; return handler;`)(cf, crypto) as Handler;
}

export async function archiveBefore(sandbox: { url: string }, secret: string): Promise<{ url: string; close(): Promise<void> }> {
  const handler = cloudFrontFunction(secret);
  const authorization = 'AWS4-HMAC-SHA256 Credential=cloudfront/20260101/eu-west-1/s3/aws4_request, Signature=0';
  const server = createServer(async (request, response) => {
    const passed = await handler({ request: { uri: request.url ?? '' } });
    if ('statusCode' in passed) return void response.writeHead(passed.statusCode).end();
    const object = await fetch(`${sandbox.url}/s3/${bucket}${passed.uri}`, { headers: { authorization } });
    response.writeHead(object.status).end(Buffer.from(await object.arrayBuffer()));
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
