/** Who is asking: a signed session token, or a guest with a device of their own. */
import type { Request } from 'express';
import { jwtVerify, SignJWT } from 'jose';
import { Refusal } from '../domain/errors.ts';
import { type Language, pickLanguage } from '../domain/language.ts';
import type { Surface } from '../domain/orders.ts';
import type { Sealed } from '../domain/sealed.ts';

export type Session = {
  personId: string;
  surface: Surface;
  bot: string;
  /** How the person may be reached; sealed, so that the token says nothing to whoever finds it. */
  contact: Sealed;
  issuedAt: Date;
};
export type Visitor = { session?: Session; device?: string; language: Language };

export type Sessions = {
  issue(session: Omit<Session, 'issuedAt'>): Promise<{ token: string; expiresAt: Date }>;
  /** @throws Refusal SignInRequired for a token that is not ours, expired, or cut off by `validAfter`. */
  read(token: string): Promise<Session>;
};

const lifetime = 24 * 3600;

/** @param validAfter when the person's tokens were last cut off. */
export function createSessions(
  secret: string,
  validAfter: (personId: string) => Promise<Date | null>,
  now: () => number = Date.now,
): Sessions {
  const key = Buffer.from(secret, 'utf8');
  const claims = { issuer: 'rampa', audience: 'session', algorithms: ['HS256'] };
  return {
    async issue({ personId, surface, bot, contact }) {
      // With its milliseconds: who signs out everywhere and in again within a second stays in.
      const seconds = now() / 1000;
      const token = await new SignJWT({ surface, bot, contact })
        .setProtectedHeader({ alg: 'HS256' })
        .setSubject(personId)
        .setIssuer(claims.issuer)
        .setAudience(claims.audience)
        .setIssuedAt(seconds)
        .setExpirationTime(seconds + lifetime)
        .sign(key);
      return { token, expiresAt: new Date(Math.round((seconds + lifetime) * 1000)) };
    },

    async read(token) {
      const verified = await jwtVerify<{ surface: Surface; bot: string; contact: Sealed }>(token, key, {
        ...claims,
        currentDate: new Date(now()),
      }).catch((error: unknown) => {
        throw new Refusal('SignInRequired', { cause: error });
      });
      const { sub, iat = 0, surface, bot, contact } = verified.payload;
      const issuedAt = new Date(Math.round(iat * 1000));
      const cutOff = sub ? await validAfter(sub) : null;
      if (!sub || (cutOff && issuedAt <= cutOff)) throw new Refusal('SignInRequired');
      return { personId: sub, surface, bot, contact, issuedAt };
    },
  };
}

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

export async function visitorOf(req: Request, sessions: Sessions): Promise<Visitor> {
  const bearer = /^Bearer (.+)$/i.exec(req.get('authorization') ?? '')?.[1];
  const device = req.get('x-rampa-device');
  return {
    language: languageOf(req),
    ...(bearer ? { session: await sessions.read(bearer) } : {}),
    ...(device && uuid.test(device) ? { device: device.toLowerCase() } : {}),
  };
}

export function languageOf(req: Request): Language {
  const asked = req.query['language'];
  return asked === 'ru' || asked === 'en' ? asked : pickLanguage(req.get('accept-language'));
}
