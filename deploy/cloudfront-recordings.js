// A CloudFront function (runtime 2.0, viewer request) before the bucket of IVS's recordings: /<token>/<recording>/… is let through
// while the token counts, without the token. Its key value store holds IVS_RECORDINGS_SECRET under `secret`.
// The bucket is private; a response headers policy adds CORS for PUBLIC_URL.
import cf from 'cloudfront';
// biome-ignore lint/style/useNodejsImportProtocol: this is no Node.
import crypto from 'crypto';

const store = cf.kvs();

// biome-ignore lint/correctness/noUnusedVariables: CloudFront calls it by this name.
async function handler(event) {
  const request = event.request;
  const [, token, ...path] = request.uri.split('/');
  const asked = path.join('/');
  const recordingId = asked.slice(0, Math.max(0, asked.indexOf('/media/')));
  // One token, one recording; no way up.
  if (!allowed(token, recordingId, await store.get('secret')) || path.some((part) => /^(\.|%2e)*$/i.test(part)))
    return { statusCode: 403, statusDescription: 'Forbidden' };
  request.uri = `/${asked}`;
  return request;
}

// As domain/playback-token.ts writes it; the address of a recording names no channel.
function allowed(token, recordingId, secret) {
  if (!recordingId || !/^[\w-]{64}$/.test(token)) return false;
  const claims = Buffer.from(token.slice(0, 32), 'base64url');
  const hmac = crypto.createHmac('sha256', secret).update(`recording\0\0${recordingId}\0`).update(claims);
  // 24 bytes are 32 characters.
  return same(token.slice(32), hmac.digest('base64url').slice(0, 32)) && claims.readUInt32BE(0) * 1000 > Date.now();
}

// This runtime has no timingSafeEqual.
function same(given, wanted) {
  let different = given.length ^ wanted.length;
  for (let index = 0; index < wanted.length; index += 1) different |= given.charCodeAt(index) ^ wanted.charCodeAt(index);
  return different === 0;
}
