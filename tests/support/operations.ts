/** The routes as their generated description tells of them: who may ask, and what with. */
import { openApiDocument } from '../../api/openapi.ts';
import { type Permission, permissions } from '../../domain/members.ts';

export type Schema = Record<string, any>;
type Described = {
  description?: string;
  security?: object[];
  parameters?: Array<{ in: string; name: string; required?: boolean; schema: Schema }>;
  requestBody?: { content: Record<string, { schema: Schema }> };
  responses: Record<string, { content?: Record<string, { schema: Schema }> }>;
};
export type Access =
  | { kind: 'public' | 'person' | 'order' }
  /** Whose role in the organisation of the path has it. */
  | { kind: 'member'; permission: Permission };
export type Operation = {
  /** `POST /api/orders/{id}/refund` */
  name: string;
  method: string;
  path: string;
  access: Access;
  inPath: Array<{ name: string; schema: Schema }>;
  inQuery: Array<{ name: string; schema: Schema; required: boolean }>;
  body: Schema | undefined;
  responses: Described['responses'];
};

// As it travels: what stands in it as undefined is not there.
const document = JSON.parse(JSON.stringify(openApiDocument())) as {
  paths: Record<string, Record<string, Described>>;
  components: { schemas: Record<string, Schema> };
};
export const schemas = document.components.schemas;

export const operations: Operation[] = Object.entries(document.paths).flatMap(([path, item]) =>
  Object.entries(item).map(([method, described]) => operationOf(path, method.toUpperCase(), described)),
);

function operationOf(path: string, method: string, described: Described): Operation {
  const name = `${method} ${path}`;
  const found = described.parameters ?? [];
  return {
    ...{ name, method, path, responses: described.responses, access: accessOf(name, described) },
    inPath: found.filter((parameter) => parameter.in === 'path'),
    inQuery: found
      .filter((parameter) => parameter.in === 'query')
      .map(({ required = false, ...parameter }) => ({ ...parameter, required })),
    body: described.requestBody?.content['application/json']?.schema,
  };
}

/** @throws for a route that does not say who may ask. */
export function accessOf(name: string, { security, description = '' }: Pick<Described, 'security' | 'description'>): Access {
  if (security === undefined) return { kind: 'public' };
  const [first, second, ...more] = security.map((one) => Object.keys(one).join());
  if (first !== 'session' || more.length > 0 || (second ?? '') !== '') throw new Error(`${name}: who may ask is not understood`);
  if (second === '') return { kind: 'order' };
  if (!/\/\{org\}(\/|$)/.test(name)) return { kind: 'person' };
  const named = /^For members of the organisation whose role has `(\w+)`\.$/.exec(description)?.[1];
  const permission = permissions.find((known) => known === named);
  if (!permission) throw new Error(`${name}: it is a member's, and no permission is named`);
  return { kind: 'member', permission };
}
