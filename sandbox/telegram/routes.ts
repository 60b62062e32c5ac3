/** `/bot<token>/<method>` and `/file/bot<token>/<path>`: the Bot API's HTTP. */
import { type Request, type Response, Router, raw } from 'express';
import type { Answer } from '../shared/misbehave.ts';
import { createMisbehaviour } from '../shared/misbehave.ts';
import { ApiError } from './api-error.ts';
import { findMethod } from './methods.ts';
import { Params, readParams } from './params.ts';
import type { Bot } from './state.ts';
import type { World } from './world.ts';

const failure = (status: number, description: string, parameters?: unknown): Answer => ({
  status,
  body: { ok: false, error_code: status, description, ...(parameters ? { parameters } : {}) },
});

export function telegramRoutes(world: World): Router {
  const router = Router();
  const misbehave = createMisbehaviour(world.faults, 'telegram-api', (fault) =>
    fault.status === 429
      ? failure(429, `Too Many Requests: retry after ${seconds(fault.ms)}`, { retry_after: seconds(fault.ms) })
      : failure(fault.status, fault.status >= 500 ? 'Internal Server Error' : 'Bad Request: refused, as ordered'),
  );
  world.reply = async (bot, method, params) => {
    await answer(world, bot, method, async () => new Params(params), {} as Response);
  };

  router.all(
    /^\/bot([^/]+)\/(\w+)\/?$/,
    raw({ type: () => true, limit: '60mb' }),
    async (request: Request, response: Response) => {
      const [, token = '', method = ''] = /^\/bot([^/]+)\/(\w+)\/?$/.exec(decodeURI(request.path)) ?? [];
      const bot = botOf(world, token);
      if (bot === undefined) return void response.status(401).json(failure(401, 'Unauthorized').body);
      await misbehave([method], response, () => answer(world, bot, method, () => readParams(request), response));
    },
  );

  router.get(/^\/file\/bot([^/]+)\/(.+)$/, (request, response) => {
    const [, token = '', path = ''] = /^\/file\/bot([^/]+)\/(.+)$/.exec(decodeURI(request.path)) ?? [];
    const file = Object.values(world.state.files).find((one) => one.path === path);
    const bytes = file && world.files.get(file.uniqueId);
    if (botOf(world, token) === undefined || bytes === undefined)
      return void response.status(404).json(failure(404, 'Not Found').body);
    response.type(file?.mimeType ?? 'application/octet-stream').send(bytes);
  });
  return router;
}

const seconds = (ms: number): number => Math.max(1, Math.ceil(ms / 1000));
const botOf = (world: World, token: string): Bot | undefined =>
  Object.values(world.state.bots).find((bot) => bot.token === token);

async function answer(world: World, bot: Bot, name: string, read: () => Promise<Params>, response: Response): Promise<Answer> {
  const method = findMethod(name);
  if (method === undefined) return failure(404, 'Not Found');
  try {
    const params = await read();
    return { status: 200, body: { ok: true, result: await method({ world, bot, params, response }) } };
  } catch (error) {
    if (error instanceof ApiError) return failure(error.status, error.description, error.parameters);
    console.error(error);
    return failure(500, 'Internal Server Error');
  }
}
