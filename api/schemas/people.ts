/** Who is asking, and what the page needs to know of the house. */
import { z } from 'zod';
import { surfaces } from '../../domain/orders.ts';
import { Id, Time } from './common.ts';

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
    firstName: z.string().meta({ description: 'Empty when it is not known.' }),
    language: z.enum(['ru', 'en']),
    surface: z.enum(surfaces),
    expiresAt: Time,
  })
  .meta({ id: 'SignedIn' });

export const SignInBegun = z
  .object({
    signInId: z.uuid(),
    secret: z.string().meta({ description: 'Known to this browser alone; it buys the session.' }),
    code: z.string().meta({ description: 'To be shown: the bot names the same number.' }),
    deepLink: z.string().meta({ description: 'Opens the chat with the bot.' }),
    expiresAt: Time,
  })
  .meta({ id: 'SignInBegun' });

export const SignInSecret = z.object({ secret: z.string().min(1).max(100) }).meta({ id: 'SignInSecret' });
export const SignInWaits = z.object({ state: z.literal('waiting') }).meta({ id: 'SignInWaits' });

export const SignOut = z
  .object({ requestId: Id.meta({ description: 'Chosen by the client: the same request again is one.' }) })
  .meta({ id: 'SignOut' });
export const SignedOut = z.object({ state: z.literal('signedOut') }).meta({ id: 'SignedOut' });

export const LinkAsked = z
  .object({ email: z.email().max(254), language: z.enum(['ru', 'en']).optional() })
  .meta({ id: 'LinkAsked' });
export const LinkSent = z
  .object({ state: z.literal('sent'), minutes: z.int().meta({ description: 'How long the link is good.' }) })
  .meta({ id: 'LinkSent' });

export const House = z
  .object({
    botUsername: z.string().nullable(),
    phoneUrl: z.string().nullable().meta({ description: "The sandbox's phone, when the house runs without a real bot." }),
    temporalUiUrl: z.string().nullable(),
  })
  .meta({ id: 'House' });
