/** `/s3/<bucket>`: as much of S3 as recordings need. https://docs.aws.amazon.com/AmazonS3/latest/API */
import { type Response, Router, raw } from 'express';
import { bucket, type Cloud } from './cloud.ts';

const escaped = (text: string): string =>
  text.replace(/[&<>"]/g, (sign) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' })[sign] ?? sign);
const unescaped = (text: string): string =>
  text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&quot;', '"').replaceAll('&amp;', '&');

export function bucketRoutes(cloud: Cloud): Router {
  const router = Router();
  const { objects } = cloud.state;
  router.use('/s3', (request, response, next) => {
    const signed = /^AWS4-HMAC-SHA256 Credential=[^,]+\/s3\/aws4_request,/.test(request.headers.authorization ?? '');
    if (!signed) return refuse(response, 403, 'AccessDenied');
    if (request.path.split('/')[1] !== bucket) return refuse(response, 404, 'NoSuchBucket');
    next();
  });

  router.get('/s3/:bucket', (request, response) => {
    const {
      prefix = '',
      delimiter = '',
      'max-keys': most = '1000',
      'continuation-token': from = '',
    } = request.query as Record<string, string>;
    const keys = Object.keys(objects).filter((key) => key.startsWith(prefix));
    const folderOf = (key: string): string | undefined => {
      const at = delimiter ? key.indexOf(delimiter, prefix.length) : -1;
      return at < 0 ? undefined : key.slice(0, at + 1);
    };
    const entries = [...new Set(keys.map((key) => folderOf(key) ?? key))].sort();
    const rest = entries.filter((entry) => entry > from);
    const page = rest.slice(0, Number(most));
    const more = rest.length > page.length;
    xml(
      response,
      `<ListBucketResult><IsTruncated>${more}</IsTruncated>${more ? `<NextContinuationToken>${escaped(page.at(-1) ?? '')}</NextContinuationToken>` : ''}${page
        .map((entry) =>
          Object.hasOwn(objects, entry)
            ? `<Contents><Key>${escaped(entry)}</Key><Size>${Buffer.byteLength(objects[entry] ?? '')}</Size></Contents>`
            : `<CommonPrefixes><Prefix>${escaped(entry)}</Prefix></CommonPrefixes>`,
        )
        .join('')}</ListBucketResult>`,
    );
  });

  router.get('/s3/:bucket/*key', (request, response) => {
    const key = (request.params['key'] as unknown as string[]).join('/');
    const content = Object.hasOwn(objects, key) ? objects[key] : undefined;
    if (content === undefined) return refuse(response, 404, 'NoSuchKey');
    response.type('application/octet-stream').send(Buffer.from(content));
  });

  router.post('/s3/:bucket', raw({ type: () => true, limit: '1mb' }), (request, response) => {
    if (request.query['delete'] === undefined) return refuse(response, 400, 'InvalidRequest');
    const text = Buffer.isBuffer(request.body) ? request.body.toString('utf8') : '';
    for (const [, key = ''] of text.matchAll(/<Key>(.*?)<\/Key>/gs)) delete objects[unescaped(key)];
    cloud.changed();
    xml(response, '<DeleteResult></DeleteResult>');
  });
  return router;
}

const xml = (response: Response, text: string): void =>
  void response.type('application/xml').send(`<?xml version="1.0" encoding="UTF-8"?>\n${text}`);

const refuse = (response: Response, status: number, code: string): void =>
  xml(response.status(status), `<Error><Code>${code}</Code><Message>${code}</Message></Error>`);
