/** Reads the JSON bodies of the person's and the tester's side with zod, and says what is wrong with them. */
import type { Request } from 'express';
import type { z } from 'zod';
import { invalid } from './refusal.ts';

export function read<T>(schema: z.ZodType<T>, value: unknown): T {
  const result = schema.safeParse(value ?? {});
  if (result.success) return result.data;
  throw invalid(result.error.issues.map((issue) => `${issue.path.join('.') || 'body'}: ${issue.message}`).join('; '));
}

/** One query parameter as text; express also offers arrays and objects, which nobody here sends. */
export function query(request: Request, name: string): string | undefined {
  const value = request.query[name];
  return typeof value === 'string' && value !== '' ? value : undefined;
}
