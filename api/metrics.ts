/** Figures for Prometheus: the process's own, and how long each route takes. */
import { createServer, type Server } from 'node:http';
import type { Request, Response } from 'express';
import { collectDefaultMetrics, Histogram, Registry } from 'prom-client';

export type Metrics = { contentType: string; text(): Promise<string>; observe(req: Request, res: Response, ms: number): void };

export function createMetrics(): Metrics {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const requests = new Histogram({
    name: 'rampa_http_request_seconds',
    help: 'Time from request to answer, by route.',
    labelNames: ['method', 'route', 'status'],
    buckets: [0.005, 0.02, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10],
    registers: [registry],
  });
  return {
    contentType: registry.contentType,
    text: () => registry.metrics(),
    observe(req, res, ms) {
      // The route's pattern, never the address itself: ids would make a series each.
      const known = res.locals['route'] as string | undefined;
      const route = known ?? (req.route ? `${req.baseUrl}${String(req.route.path)}` : 'other');
      requests.observe({ method: req.method, route, status: res.statusCode }, ms / 1000);
    },
  };
}

/** A door of its own: whatever stands in front of the web shows nobody the figures. */
export const metricsServer = (metrics: Pick<Metrics, 'contentType' | 'text'>): Server =>
  createServer((req, res) => {
    if (req.url !== '/metrics') return void res.writeHead(404).end();
    metrics.text().then(
      (text) => res.writeHead(200, { 'Content-Type': metrics.contentType }).end(text),
      () => res.writeHead(500).end(),
    );
  });
