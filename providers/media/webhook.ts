/** How a media server's notices are proven in the door. */
import type { IncomingHttpHeaders } from 'node:http';
import type { MediaNotice } from './port.ts';

/** @param raw the bytes as they came @returns null when it is not proven; an empty list for what nobody acts on */
export type MediaVerifier = (raw: Buffer, headers: IncomingHttpHeaders) => MediaNotice | MediaNotice[] | null;
