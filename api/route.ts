/** A route as data: express serves it and OpenAPI describes it from the same words. */
import type { Request, Response, Router } from 'express';
import type { z } from 'zod';
import type { ErrorCode } from '../domain/errors.ts';
import { Refusal } from '../domain/errors.ts';
import { may, type Permission, type Role } from '../domain/members.ts';
import { type Sessions, type Visitor, visitorOf } from './visitor.ts';

export type Access =
  /** Anybody. */
  | 'public'
  /** Somebody signed in. */
  | 'person'
  /** Whose order it is: signed in, or with the order's signed token. */
  | 'order'
  /** Who works for the organisation named in the path, `/organiser/{org}/…`, and has the route's permission. */
  | 'member';

/** Who works for an organisation, as the mount found them. */
export type Member = { tenantId: string; slug: string; role: Role; personId: string };
/** @param organisation its slug or id; undefined for a stranger to it. */
export type FindMember = (personId: string, organisation: string) => Promise<Member | undefined>;

export type Answer =
  | { status?: number; body: unknown }
  /** The body as it is written already, for what many share. */
  | { json: string }
  | {
      type: string;
      content: string | Buffer;
      cacheSeconds: number /** Saved under this name rather than shown. */;
      filename?: string;
    };

type Parsed<T> = T extends z.ZodType ? z.output<T> : undefined;
type Call<P, Q, B, A> = {
  params: Parsed<P>;
  query: Parsed<Q>;
  body: Parsed<B>;
  visitor: Visitor;
  /** Given to routes of `access: 'member'`. */
  member: A extends 'member' ? Member : undefined;
  req: Request;
  log: (ids: Record<string, string>) => void;
};

export type Route<
  P extends z.ZodObject | undefined = z.ZodObject | undefined,
  Q extends z.ZodObject | undefined = z.ZodObject | undefined,
  B extends z.ZodType | undefined = z.ZodType | undefined,
  A extends Access = Access,
> = {
  method: 'get' | 'post' | 'put' | 'patch' | 'delete';
  /** In OpenAPI's form: /shows/{id}. */
  path: string;
  summary: string;
  tag: string;
  access: A;
  /** What a member must be allowed to do; `{org}` needs no place in `params`. */
  permission?: A extends 'member' ? Permission : never;
  params?: P;
  query?: Q;
  body?: B;
  /** Shape of the answer; undefined for pictures. */
  answer?: z.ZodType;
  /** Shape of a 202 where the answer may come later. */
  pending?: z.ZodType;
  status?: number;
  /** Begins something for people who are not known: counted by address, tightly. */
  strict?: boolean;
  problems: ErrorCode[];
  handle(call: Call<P, Q, B, A>): Promise<Answer>;
};

export const defineRoute = <
  P extends z.ZodObject | undefined = undefined,
  Q extends z.ZodObject | undefined = undefined,
  B extends z.ZodType | undefined = undefined,
  A extends Access = Access,
>(
  route: Route<P, Q, B, A> & (A extends 'member' ? { permission: Permission } : unknown),
): Route => route as unknown as Route;

export function mountRoutes(
  router: Router,
  routes: Route[],
  { sessions, findMember }: { sessions: Sessions; findMember: FindMember },
  allow: (req: Request, res: Response, visitor: Visitor, route: Route) => Promise<void>,
): void {
  for (const route of routes)
    router[route.method](route.path.replaceAll(/\{(\w+)\}/g, ':$1'), async (req, res) => {
      // For the figures: after a refusal the router no longer knows where it stood.
      res.locals['route'] = `${req.baseUrl}${String(req.route.path)}`;
      const visitor = await visitorOf(req, sessions);
      await allow(req, res, visitor, route);
      if (route.access === 'person' && !visitor.session) throw new Refusal('SignInRequired');
      const member =
        route.access === 'member' ? await admitted(route, visitor, String(req.params['org']), findMember) : undefined;
      const answer = await route.handle({
        visitor,
        member: member as never,
        req,
        log: (ids) => Object.assign(res.locals, { ids }),
        params: route.params?.parse(req.params) as never,
        query: route.query?.parse(req.query) as never,
        body: route.body?.parse(req.body ?? {}) as never,
      });
      if ('json' in answer) return sendJson(res, 200, answer.json);
      if ('content' in answer) {
        const { cacheSeconds, type, content, filename } = answer;
        if (filename) res.attachment(filename);
        res.set('Cache-Control', cacheSeconds > 0 ? `public, max-age=${cacheSeconds}` : 'private, no-store');
        return void res.type(type).send(content);
      }
      sendJson(res, answer.status ?? route.status ?? 200, JSON.stringify(answer.body));
    });
}

/** Never kept anywhere, so without the tag that `res.json` would work out for whoever asks again. */
function sendJson(res: Response, status: number, json: string): void {
  res
    .writeHead(status, {
      'Cache-Control': 'no-store',
      'Content-Type': 'application/json; charset=utf-8',
      'Content-Length': Buffer.byteLength(json),
    })
    .end(json);
}

/** Before anything of the request is read: a stranger learns neither that the organisation is there nor what its routes take. */
async function admitted(
  { permission }: Route,
  { session }: Visitor,
  organisation: string,
  findMember: FindMember,
): Promise<Member> {
  if (!session) throw new Refusal('SignInRequired');
  const member = await findMember(session.personId, organisation);
  if (!member) throw new Refusal('NotFound');
  if (!permission || !may(member.role, permission)) throw new Refusal('NotAllowed');
  return member;
}
