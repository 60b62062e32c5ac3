/** What we use of node-media-server 4.4.3, which has no types of its own. */
declare module 'node-media-server' {
  import type { Socket } from 'node:net';

  export type Tap = { id: string; ip: ''; protocol: 'flv'; sendBuffer(bytes: Buffer): void };
  export type Session = {
    readonly id: string;
    readonly streamApp: string;
    readonly streamName: string;
    readonly streamPath: string;
    streamQuery: Record<string, string | string[] | undefined>;
    readonly inBytes: number;
    readonly socket: Socket;
    readonly rtmp: { onPacketCallback: (packet: unknown) => void };
    readonly broadcast: {
      readonly publisher: Session | null;
      publishGraceMs: number;
      postPlay(tap: Tap): string | null;
      donePlay(tap: Tap): void;
    };
  };
  // biome-ignore lint/style/noDefaultExport: it is a CommonJS module, which has no other
  export default class NodeMediaServer {
    constructor(config: {
      bind: string;
      rtmp: { port: number };
      auth: { publish: boolean; play: boolean; secret: string };
    });
    readonly rtmpServer: { readonly tcpServer: import('node:net').Server; run(): void; stop(): void };
    on(event: 'prePublish' | 'postPublish' | 'donePublish' | 'prePlay', listener: (session: Session) => void): void;
  }
}
declare module 'node-media-server/src/core/logger.js' {
  const logger: { level: string };
  // biome-ignore lint/style/noDefaultExport: it is a CommonJS module, which has no other
  export default logger;
}
