/** The parameters of one Bot API call, whichever of the three ways they came. */
import type { Request } from 'express';
import { badRequest } from './api-error.ts';

export type Upload = { name: string; type: string; bytes: Buffer };

export class Params {
  readonly #values: Record<string, unknown>;
  readonly #uploads: Record<string, Upload>;

  constructor(values: Record<string, unknown>, uploads: Record<string, Upload> = {}) {
    this.#values = values;
    this.#uploads = uploads;
  }

  text(name: string): string | undefined {
    const value = this.#values[name];
    if (value === undefined || value === null) return undefined;
    return typeof value === 'object' ? JSON.stringify(value) : String(value);
  }

  integer(name: string): number | undefined {
    const text = this.text(name);
    if (text === undefined || text === '') return undefined;
    const value = Number(text);
    if (!Number.isSafeInteger(value)) throw badRequest(`parameter "${name}" must be an integer`);
    return value;
  }

  flag(name: string): boolean {
    return ['true', '1', 'yes'].includes((this.text(name) ?? '').toLowerCase());
  }

  /** Objects and arrays: as they are in a JSON body, as JSON text in the others. */
  object<T>(name: string): T | undefined {
    const value = this.#values[name];
    if (value === undefined || value === null || value === '') return undefined;
    if (typeof value === 'object') return value as T;
    try {
      return JSON.parse(String(value)) as T;
    } catch {
      throw badRequest(`can't parse ${name} JSON object`);
    }
  }

  upload(name: string): Upload | undefined {
    return this.#uploads[name];
  }
}

export async function readParams(request: Request): Promise<Params> {
  const values: Record<string, unknown> = { ...request.query };
  const uploads: Record<string, Upload> = {};
  const body: unknown = request.body;
  const type = request.headers['content-type'] ?? '';
  if (!Buffer.isBuffer(body) || body.length === 0) return new Params(values);
  if (type.includes('application/json')) {
    try {
      Object.assign(values, JSON.parse(body.toString('utf8')));
    } catch {
      throw badRequest("can't parse JSON object");
    }
  } else if (type.includes('multipart/form-data')) {
    const form = await new Response(new Uint8Array(body), { headers: { 'content-type': type } }).formData().catch(() => {
      throw badRequest("can't parse multipart/form-data");
    });
    for (const [name, value] of form) {
      if (typeof value === 'string') values[name] = value;
      else uploads[name] = { name: value.name, type: value.type, bytes: Buffer.from(await value.arrayBuffer()) };
    }
  } else {
    Object.assign(values, Object.fromEntries(new URLSearchParams(body.toString('utf8'))));
  }
  return new Params(values, uploads);
}
