/** Who comes by HTTP, as MediaMTX reads it: Basic, or a token as Bearer. */
import type { Request } from 'express';

export function credentialsOf(request: Request): { user: string; password: string; token: string } {
  const [scheme = '', value = ''] = (request.headers.authorization ?? '').split(' ');
  const plain = scheme === 'Basic' ? Buffer.from(value, 'base64').toString('utf8') : value;
  const [user = '', ...password] = plain.split(':');
  if (scheme === 'Bearer' && password.length !== 1) return { user: '', password: '', token: value };
  return scheme === '' ? { user: '', password: '', token: '' } : { user, password: password.join(':'), token: '' };
}
