/** Shapes that many routes share. Times are ISO 8601 in UTC; money is whole minor units. */
import { z } from 'zod';
import { currencies } from '../../domain/money.ts';
import { isClock, isTimeZone } from '../../domain/time-zone.ts';

/**
 * What a person types, on one line. Postgres takes no NUL in a text and no half of a surrogate pair in JSON, and no header or
 * line of a message may be broken by it.
 */
export const OneLine = z
  .string()
  .trim()
  .regex(/^[^\p{Cc}\p{Cs}]*$/u, 'has control characters');
/** Paragraphs are allowed, other control characters are not. */
export const Paragraphs = z
  .string()
  .trim()
  .regex(/^(?:\n|[^\p{Cc}\p{Cs}])*$/u, 'has control characters');

export const LocalText = z
  .object({ ru: z.string(), en: z.string() })
  .meta({ id: 'LocalText', description: 'One text in both languages.' });

/** Ids are compared as text in many places: Postgres folds their case, Temporal does not, so the door does. */
export const Id = z.uuid().toLowerCase();

/** The `{org}` of a path. */
export const Organisation = z.string().max(80).meta({ description: "An organisation's slug or id." });

export const Money = z
  .object({ amount: z.int().meta({ description: 'Minor units: kopecks, cents, whole Stars.' }), currency: z.enum(currencies) })
  .meta({ id: 'Money' });

export const Time = z.iso.datetime().meta({ description: 'ISO 8601, UTC.' });

export const TimeZone = z.string().max(64).refine(isTimeZone, 'is not an IANA time zone');
/** What a person's device says of its own clock: an offset will do, and is no reason to refuse what they ask for. */
export const Clock = z.string().max(64).refine(isClock, 'is not a time zone');

export const Problem = z
  .object({
    error: z.string().meta({ description: 'One of a fixed list of codes.' }),
    message: z.string(),
    how: z.string().meta({ description: 'What to do about it.' }),
    issues: z.array(z.object({ path: z.string(), message: z.string() })).optional(),
    requestId: z.string(),
  })
  .meta({ id: 'Problem' });
