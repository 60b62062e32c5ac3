/** Sign-ins as the house answers for them, moved on by the test. */
import { randomUUID } from 'node:crypto';
import { OrganisationList } from '../../api/schemas/members.ts';
import { LinkSent, SignedIn, SignedOut, SignInBegun, SignInWaits, SignOut } from '../../api/schemas/people.ts';
import type { ErrorCode } from '../../domain/errors.ts';
import { uuid } from './playbill-fixtures.ts';

type Phase = 'waiting' | 'confirmed' | 'taken' | 'declined' | 'expired';
export type Told = { status: number; body: unknown } | { status: number; code: ErrorCode };

const refusals: Record<Exclude<Phase, 'waiting' | 'confirmed'>, { status: number; code: ErrorCode }> = {
  taken: { status: 409, code: 'SignInTaken' },
  declined: { status: 409, code: 'SignInDeclined' },
  expired: { status: 410, code: 'SignInExpired' },
};

export function mockSignIns() {
  const known = new Map<string, { secret: string; phase: Phase }>();
  const mailed: Array<{ email: string; language?: string }> = [];
  /** Presses that ended every session issued so far. */
  const ended: string[] = [];
  const session = (surface: 'web' | 'miniapp', firstName = 'Анна') =>
    SignedIn.parse({
      ...{ token: 'person-token', personId: uuid(7), firstName, language: 'ru', surface },
      expiresAt: new Date(Date.now() + 3_600_000).toISOString(),
    });
  return {
    known,
    mailed,
    ended,
    session,
    /** The person of the token works for a theatre. */
    works: false,
    reset() {
      known.clear();
      mailed.length = 0;
      ended.length = 0;
      this.works = false;
    },
    signOut(body: unknown) {
      ended.push(SignOut.parse(body).requestId);
      return SignedOut.parse({ state: 'signedOut' });
    },
    organisations() {
      const mine = {
        ...{ id: uuid(9), slug: 'rampa', name: { ru: 'Рампа', en: 'Rampa' }, timeZone: 'Europe/Moscow', role: 'owner' },
        permissions: ['seeSales'],
      };
      return OrganisationList.parse({ organisations: this.works ? [mine] : [] });
    },
    answer(how: string | undefined, id: string | undefined, body: Record<string, string> | undefined): Told {
      if (how === undefined) return { status: 200, body: session('miniapp') };
      if (how === 'email' && id === undefined) {
        mailed.push(body as never);
        return { status: 202, body: LinkSent.parse({ state: 'sent', minutes: 15 }) };
      }
      if (id === undefined) {
        const [signInId, secret] = [randomUUID(), randomUUID()];
        known.set(signInId, { secret, phase: 'waiting' });
        const deepLink = `https://t.me/rampa_bot?start=login_${signInId.replaceAll('-', '')}`;
        const expiresAt = new Date(Date.now() + 600_000).toISOString();
        return { status: 201, body: SignInBegun.parse({ signInId, secret, code: '42', deepLink, expiresAt }) };
      }
      const signIn = known.get(id);
      if (!signIn || signIn.secret !== body?.['secret']) return { status: 404, code: 'NotFound' };
      if (signIn.phase === 'waiting') return { status: 202, body: SignInWaits.parse({ state: 'waiting' }) };
      if (signIn.phase !== 'confirmed') return refusals[signIn.phase];
      signIn.phase = 'taken';
      return { status: 200, body: session('web', how === 'email' ? '' : 'Анна') };
    },
  };
}
