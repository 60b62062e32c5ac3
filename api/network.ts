/** Where a request comes from: behind as many proxies as are trusted (`TRUSTED_PROXIES`), and no further. */
import type { Request } from 'express';
import { networkOf } from '../domain/network.ts';

export const networkOfRequest = (req: Request): string => networkOf(req.ip ?? 'unknown');
