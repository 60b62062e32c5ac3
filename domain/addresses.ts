/** Addresses of ours, as others must say them. */
import type { Environment } from './environment.ts';

/** An address to listen on everywhere is none to call. */
export function reachable(host: string): string {
  if (host === '0.0.0.0' || host === '::') return '127.0.0.1';
  return host.includes(':') ? `[${host}]` : host;
}

/** A loopback page is opened by either name. */
export const bothNames = ({ origin }: URL): string[] => [
  ...new Set(['localhost', '127.0.0.1'].map((name) => origin.replace(/localhost|127\.0\.0\.1/, name))),
];

type MediaPlaces = Pick<Environment, 'MEDIA_PUBLIC_URL' | 'MEDIA_PORT' | 'MEDIA_CONTROL_PORT' | 'RTMP_PORT'>;

/** Where the embedded media server is: for people's players, for OBS, for the worker. */
export function embeddedAddresses({ MEDIA_PUBLIC_URL, MEDIA_PORT, MEDIA_CONTROL_PORT, RTMP_PORT }: MediaPlaces) {
  const publicUrl = MEDIA_PUBLIC_URL ?? `http://localhost:${MEDIA_PORT}`;
  return {
    publicUrl,
    rtmpUrl: `rtmp://${new URL(publicUrl).hostname}:${RTMP_PORT}`,
    controlUrl: `http://127.0.0.1:${MEDIA_CONTROL_PORT}`,
  };
}
