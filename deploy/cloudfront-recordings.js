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
  const recordingId = allowed(token, await store.get('secret'));
  const asked = path.join('/');
  // One token, one recording; no way up.
  if (!recordingId || !asked.startsWith(`${recordingId}/media/`) || path.some((part) => /^(\.|%2e)*$/i.test(part)))
    return { statusCode: 403, statusDescription: 'Forbidden' };
  request.uri = `/${asked}`;
  return request;
}

function allowed(token, secret) {
  const [claims, signature] = token.split('.');
  const wanted = crypto.createHmac('sha256', secret).update(`playback:${claims}`).digest('base64url');
  if (!same(signature || '', wanted)) return undefined;
  const [, , , , recordingId, expires] = JSON.parse(Buffer.from(claims, 'base64url').toString());
  return recordingId && expires * 1000 > Date.now() ? recordingId : undefined;
}

// This runtime has no timingSafeEqual.
function same(given, wanted) {
  let different = given.length ^ wanted.length;
  for (let index = 0; index < wanted.length; index += 1) different |= given.charCodeAt(index) ^ wanted.charCodeAt(index);
  return different === 0;
}
