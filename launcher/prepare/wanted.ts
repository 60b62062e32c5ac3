/** What the preparation must be told besides the environment of all processes. What is missing or wrong is named at once. */
import { z } from 'zod';
import type { RolePasswords } from '../../database/roles.ts';
import { EnvironmentError } from '../../domain/environment.ts';
import { slugOf } from '../../domain/slug.ts';
import { isTimeZone } from '../../domain/time-zone.ts';

// They travel in addresses, where other letters would have to be written in another way.
const password = z
  .string({ error: 'is missing' })
  .regex(/^[\w.~-]{16,}$/, 'must be 16 or more letters, digits, - . _ ~ (openssl rand -hex 24)');

const Wanted = z.object({
  RAMPA_OWNER_PASSWORD: password,
  RAMPA_WRITER_PASSWORD: password,
  RAMPA_READER_PASSWORD: password,
  THEATRE_NAME: z.string().trim().min(1).max(120).optional(),
  THEATRE_TIME_ZONE: z.string().refine(isTimeZone, 'must be a name such as Europe/Moscow').default('Europe/Moscow'),
  THEATRE_OWNER: z
    .string()
    .regex(/^(telegram:\d{1,16}|email:[^\s@]+@[^\s@]+)$/, 'must look like telegram:123456789 or email:anna@theatre.example')
    .optional(),
});

/** Read here alone. */
export const wantedVariables = Object.keys(Wanted.shape);

export type Wanted = {
  passwords: RolePasswords;
  theatre?: { name: string; slug: string; timeZone: string; owner: `telegram:${number}` | `email:${string}` };
};

/** @throws EnvironmentError. An empty variable counts as unset, as everywhere. */
export function parseWanted(env: Record<string, string | undefined>): Wanted {
  const given = Object.fromEntries(Object.entries(env).filter(([, value]) => value));
  const { success, data, error } = Wanted.safeParse(given);
  const lines = error?.issues.map((issue) => `  ${issue.path.join('.')}: ${issue.message}`) ?? [];
  if (given['THEATRE_NAME'] && !given['THEATRE_OWNER'])
    lines.push('  THEATRE_OWNER: THEATRE_NAME needs it, or nobody could work there');
  const slug = slugOf(given['THEATRE_NAME'] ?? '');
  if (given['THEATRE_NAME'] && slug === '') lines.push('  THEATRE_NAME: needs a letter or a digit for its address');
  if (!success || lines.length > 0) throw new EnvironmentError(`The house cannot be prepared:\n${lines.join('\n')}`);
  const { THEATRE_NAME: name, THEATRE_TIME_ZONE: timeZone, THEATRE_OWNER: owner } = data;
  return {
    passwords: { owner: data.RAMPA_OWNER_PASSWORD, writer: data.RAMPA_WRITER_PASSWORD, reader: data.RAMPA_READER_PASSWORD },
    ...(name && owner ? { theatre: { name, slug, timeZone, owner: owner.toLowerCase() as `email:${string}` } } : {}),
  };
}
