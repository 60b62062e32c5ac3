/** Who is asking, and what the page needs to know of the house. */
import { z } from 'zod';
import { surfaces } from '../../domain/orders.ts';
import { Time } from './common.ts';

export const SignIn = z
  .object({
    initData: z.string().min(1).max(8192).meta({ description: "Telegram's signed Mini App data, as is." }),
    bot: z.string().default('platform'),
  })
  .meta({ id: 'SignIn' });

export const SignedIn = z
  .object({
    token: z.string().meta({ description: 'Send as Authorization: Bearer.' }),
    personId: z.uuid(),
    firstName: z.string(),
    language: z.enum(['ru', 'en']),
    surface: z.enum(surfaces),
    expiresAt: Time,
  })
  .meta({ id: 'SignedIn' });

export const House = z
  .object({
    botUsername: z.string().nullable(),
    phoneUrl: z.string().nullable().meta({ description: "The sandbox's phone, when the house runs without a real bot." }),
    temporalUiUrl: z.string().nullable(),
  })
  .meta({ id: 'House' });
