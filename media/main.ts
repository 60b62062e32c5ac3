/** The media server's process: told by its environment, ends when asked to. */
import { pino } from 'pino';
import { openDataFolder } from '../database/data-folder.ts';
import { bothNames, embeddedAddresses, reachable } from '../domain/addresses.ts';
import { parseEnvironment } from '../domain/environment.ts';
import { startMediaServer } from './server.ts';

const env = parseEnvironment(process.env);
const log = pino({ name: 'media', level: env.LOG_LEVEL });
const data = openDataFolder(env.RAMPA_DATA);
const publicUrl = env.PUBLIC_URL ?? `http://localhost:${env.PORT}`;
const here = '127.0.0.1';

const server = await startMediaServer({
  folder: data.file('media'),
  playback: { host: env.HOST, port: env.MEDIA_PORT },
  rtmp: { host: env.HOST, port: env.RTMP_PORT },
  control: { host: here, port: env.MEDIA_CONTROL_PORT },
  figures: { host: env.METRICS_HOST, port: env.MEDIA_METRICS_PORT },
  secrets: {
    playback: data.secret('media-playback'),
    streamKeys: data.secret('media-stream-keys'),
    control: data.secret('media-control'),
    notices: data.secret('media-notices'),
  },
  noticesUrl: `http://${reachable(env.HOST)}:${env.PORT}/webhooks/media/embedded`,
  origins: [publicUrl, embeddedAddresses(env).publicUrl].flatMap((url) => bothNames(new URL(url))),
  report: (what, details) => log.warn(details, what),
});
console.log('media ready');

const stop = () => {
  server.close().then(
    () => process.exit(0),
    (err: unknown) => {
      log.error({ err }, 'could not end well');
      process.exit(1);
    },
  );
};
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, stop);
