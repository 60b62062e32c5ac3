/** The API's description for machines, and a page to browse it. */
import { createRequire } from 'node:module';
import { dirname } from 'node:path';
import express, { Router } from 'express';
import { openApiDocument } from './openapi.ts';

const assets = dirname(createRequire(import.meta.url).resolve('swagger-ui-dist/package.json'));

const page = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1">
<title>Rampa API</title>
<link rel="stylesheet" href="/api/docs/assets/swagger-ui.css">
</head>
<body><div id="swagger-ui"></div>
<script src="/api/docs/assets/swagger-ui-bundle.js"></script>
<script src="/api/docs/start.js"></script>
</body></html>`;
const start = `SwaggerUIBundle({ url: '/api/openapi.json', dom_id: '#swagger-ui', deepLinking: true, validatorUrl: null });`;

export function docsRouter(): Router {
  const document = JSON.stringify(openApiDocument());
  return Router()
    .get('/openapi.json', (_req, res) => void res.type('json').send(document))
    .get('/docs', (_req, res) => void res.type('html').send(page))
    .get('/docs/start.js', (_req, res) => void res.type('js').send(start))
    .use('/docs/assets', express.static(assets, { index: false, maxAge: '1d' }));
}
