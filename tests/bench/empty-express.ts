/** What the API is compared with: express with one route that answers the same bytes and does nothing else. */
import express from 'express';

const answers = JSON.parse(process.env['RAMPA_BENCH_ANSWERS']!) as Array<{ path: string; status: number; body: string }>;
const app = express();
for (const { path, status, body } of answers) {
  const value = JSON.parse(body) as unknown;
  app.all(path, express.json(), (_req, res) => void res.status(status).json(value));
}
app.listen(Number(process.env['PORT']), '127.0.0.1', () => process.send?.('ready'));
process.once('disconnect', () => process.exit(0));
