/** A route as data: express serves it and OpenAPI describes it from the same words. */
import type { Request, Response, Router } from 'express';
import type { z } from 'zod';
import type { ErrorCode } from '../domain/errors.ts';
import { Refusal } from '../domain/errors.ts';
import { type Sessions, type Visitor, visitorOf } from './visitor.ts';

export type Access =
  /** Anybody. */
  | 'public'
  /** Somebody signed in. */
  | 'person'
  /** Whose order it is: signed in, or with the order's signed token. */
  | 'order';

export type Answer = { status?: number; body: unknown } | { type: string; content: string | Buffer; cacheSeconds: number };

type Parsed<T> = T extends z.ZodType ? z.output<T> : undefined;
type Call<P, Q, B> = {
  params: Parsed<P>;
  query: Parsed<Q>;
  body: Parsed<B>;
  visitor: Visitor;
  req: Request;
  log: (ids: Record<string, string>) => void;
};

export type Route<
  P extends z.ZodObject | undefined = z.ZodObject | undefined,
  Q extends z.ZodObject | undefined = z.ZodObject | undefined,
  B extends z.ZodType | undefined = z.ZodType | undefined,
> = {
  method: 'get' | 'post';
  /** In OpenAPI's form: /shows/{id}. */
  path: string;
  summary: string;
  tag: string;
  access: Access;
  params?: P;
  query?: Q;
  body?: B;
  /** Shape of the answer; undefined for pictures. */
  answer?: z.ZodType;
  status?: number;
  problems: ErrorCode[];
  handle(call: Call<P, Q, B>): Promise<Answer>;
};

export const defineRoute = <
  P extends z.ZodObject | undefined = undefined,
  Q extends z.ZodObject | undefined = undefined,
  B extends z.ZodType | undefined = undefined,
>(
  route: Route<P, Q, B>,
): Route => route as unknown as Route;

export function mountRoutes(
  router: Router,
  routes: Route[],
  sessions: Sessions,
  allow: (req: Request, res: Response, visitor: Visitor) => Promise<void>,
): void {
  for (const route of routes)
    router[route.method](route.path.replaceAll(/\{(\w+)\}/g, ':$1'), async (req, res) => {
      // For the figures: after a refusal the router no longer knows where it stood.
      res.locals['route'] = `${req.baseUrl}${String(req.route.path)}`;
      const visitor = await visitorOf(req, sessions);
      await allow(req, res, visitor);
      if (route.access === 'person' && !visitor.session) throw new Refusal('SignInRequired');
      const answer = await route.handle({
        visitor,
        req,
        log: (ids) => Object.assign(res.locals, { ids }),
        params: route.params?.parse(req.params) as never,
        query: route.query?.parse(req.query) as never,
        body: route.body?.parse(req.body ?? {}) as never,
      });
      if ('content' in answer)
        return void res.set('Cache-Control', `public, max-age=${answer.cacheSeconds}`).type(answer.type).send(answer.content);
      res
        .set('Cache-Control', 'no-store')
        .status(answer.status ?? route.status ?? 200)
        .json(answer.body);
    });
}
