/** Figures for Prometheus: the process's own, who publishes, who watches, what was refused. */
import { createServer, type Server } from 'node:http';
import { collectDefaultMetrics, Gauge, Registry } from 'prom-client';
import type { Channels } from './channels/channels.ts';
import type { Outbox } from './notices/outbox.ts';

export function figuresServer(channels: Channels, outbox: Outbox): Server {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const figure = (name: string, help: string, read: () => number) =>
    new Gauge({ name, help, registers: [registry], collect: gaugeOf(read) });
  const sum = (of: (channel: ReturnType<Channels['all']>[number]) => number) => () =>
    channels.all().reduce((total, channel) => total + of(channel), 0);
  figure(
    'rampa_media_publishers',
    'Channels that are published to.',
    sum((channel) => (channel.isPublishing ? 1 : 0)),
  );
  figure(
    'rampa_media_viewers',
    'Viewers seen in the last ten seconds.',
    sum(({ viewers }) => viewers.count(Date.now())),
  );
  figure(
    'rampa_media_held_requests',
    'Requests that wait for a part.',
    sum(({ packager }) => packager?.held ?? 0),
  );
  figure(
    'rampa_media_window_bytes',
    'Pictures kept in memory.',
    sum(({ packager }) => packager?.bytes ?? 0),
  );
  figure('rampa_media_notices_waiting', 'Notices that the API has not taken yet.', () => outbox.waiting);
  figure('rampa_media_notices_given_up', 'Notices that nobody took within a day.', () => outbox.givenUp);
  new Gauge({
    ...{ name: 'rampa_media_refused', help: 'Refused attempts to publish.', labelNames: ['why'], registers: [registry] },
    collect() {
      for (const [why, count] of Object.entries(channels.refused)) this.set({ why }, count);
    },
  });
  return createServer((req, res) => {
    if (req.url !== '/metrics') return void res.writeHead(404).end();
    registry.metrics().then(
      (text) => res.writeHead(200, { 'content-type': registry.contentType }).end(text),
      () => res.writeHead(500).end(),
    );
  });
}

const gaugeOf = (read: () => number) =>
  function collect(this: Gauge): void {
    this.set(read());
  };
