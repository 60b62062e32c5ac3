/** What a LiveKit server of our own is told. */
import { isLoopback } from '../../domain/addresses.ts';

export interface LiveKitPlaces {
  /** It listens there for people's browsers and for us: `HOST`. */
  readonly host: string;
  /** HTTP and WebSocket. */
  readonly port: number;
  /** Pictures and sound: all of them through one UDP port; where there is no UDP, by TCP. */
  readonly udpPort: number;
  readonly tcpPort: number;
  /** Under which browsers find this machine. Without it: the address that the machine knows of itself. */
  readonly nodeIp?: string | undefined;
  /** Its figures are on `host` too: elsewhere than on this machine they ask for the name `rampa` and this password. */
  readonly figures?: { readonly port: number; readonly password: string } | undefined;
  readonly turn?: LiveKitTurn | undefined;
}

/** For networks that let nothing out but TLS on port 443. */
export interface LiveKitTurn {
  readonly domain: string;
  readonly udpPort: number;
  /** People come to port 443 of the domain, whatever this is: LiveKit tells them so. */
  readonly tlsPort: number;
  /** Files. Without them somebody before it ends TLS. */
  readonly certificate?: { readonly certFile: string; readonly keyFile: string } | undefined;
}

export interface LiveKitOptions extends LiveKitPlaces {
  readonly key: { readonly name: string; readonly secret: string };
  /** Told what happens in the rooms; signed with the key. */
  readonly webhookUrl: string;
  readonly logLevel: 'debug' | 'info' | 'warn' | 'error';
}

/** A room that nobody has entered, and one that everybody has left, in s: an interval outlives it. */
const EMPTY = 3600;

/**
 * As the variable LIVEKIT_CONFIG wants it: YAML, of which JSON is a part. Holds the secret.
 * On loopback nobody needs TCP, and LiveKit would open that port to everybody.
 * @see https://github.com/livekit/livekit/blob/v1.13.5/config-sample.yaml
 */
export function liveKitConfig(options: LiveKitOptions): string {
  const { host, port, udpPort, tcpPort, nodeIp, figures, turn, key, webhookUrl, logLevel } = options;
  const here = isLoopback(host);
  const address = host === 'localhost' ? '127.0.0.1' : here ? host : nodeIp;
  return JSON.stringify({
    port,
    bind_addresses: [host],
    rtc: {
      udp_port: udpPort,
      // Left out it would be 7881.
      tcp_port: here ? 0 : tcpPort,
      ...(here ? loopback() : {}),
      // It would ask servers of others on the internet.
      use_external_ip: false,
      ...(address ? { node_ip: address } : {}),
    },
    ...(turn ? { turn: { ...turnConfig(turn, address), bind_addresses: [host] } } : {}),
    keys: { [key.name]: key.secret },
    room: { auto_create: true, empty_timeout: EMPTY, departure_timeout: EMPTY, enable_remote_unmute: false },
    webhook: { api_key: key.name, urls: [webhookUrl] },
    ...(figures ? { prometheus: figuresConfig(figures, here) } : {}),
    logging: { level: logLevel, pion_level: 'error', json: true },
  });
}

const loopback = () => ({
  enable_loopback_candidate: true,
  interfaces: { includes: [process.platform === 'linux' ? 'lo' : 'lo0'] },
});

const figuresConfig = ({ port, password }: NonNullable<LiveKitPlaces['figures']>, here: boolean) => ({
  port,
  ...(here ? {} : { username: 'rampa', password }),
});

/** It relays to no private address; to that of our own rooms it must. */
function turnConfig({ domain, udpPort, tlsPort, certificate }: LiveKitTurn, address: string | undefined) {
  const tls = certificate ? { cert_file: certificate.certFile, key_file: certificate.keyFile } : { external_tls: true };
  const rooms = address ? { allow_restricted_peer_cidrs: [`${address}/${address.includes(':') ? 128 : 32}`] } : {};
  return { enabled: true, domain, udp_port: udpPort, tls_port: tlsPort, ...tls, ...rooms };
}
