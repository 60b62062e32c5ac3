/** Sign-ins in memory, as their process keeps them, with what each command was asked. */
import type { ApiDeps } from '../../api/deps.ts';
import { hashOfSecret } from '../../commands/people/sign-in.ts';
import { Refusal } from '../../domain/errors.ts';
import type { Contact } from '../../domain/orders.ts';
import type { Sealed } from '../../domain/sealed.ts';
import { signInTime } from '../../domain/sign-in.ts';
import type { SignInPerson, SignInView } from '../../workflows/people/sign-in.ts';

type SignIn = SignInView & { person?: SignInPerson };
export type Sent = { signInId: string; secret: string; email: string; language: string; personId: string };
export type FakeSignIns = ApiDeps['signIns'] & { known: Map<string, SignIn>; letters: Sent[] };

export function fakeSignIns(seal: (contact: Contact) => Sealed, validAfter: Map<string, Date>): FakeSignIns {
  const known = new Map<string, SignIn>();
  const letters: Sent[] = [];
  const add = (signInId: string, secret: string, rest: Pick<SignIn, 'phase' | 'code' | 'person'>) => {
    const expiresAt = new Date(Date.now() + signInTime[rest.code === null ? 'email' : 'telegram']);
    known.set(signInId, { secretHash: hashOfSecret(secret), expiresAt: expiresAt.toISOString(), ...rest });
    return { expiresAt };
  };
  return {
    ...{ known, letters },
    find: async (signInId) => known.get(signInId),
    begin: async ({ signInId, secret, code }) => add(signInId, secret, { phase: 'waiting', code }),
    async sendLink({ contact, bot, ...sent }) {
      letters.push(sent);
      const person = { personId: sent.personId, bot, contact: seal(contact) };
      return add(sent.signInId, sent.secret, { phase: 'confirmed', code: null, person });
    },
    async confirm({ signInId, personId, contact, bot }) {
      Object.assign(known.get(signInId)!, { phase: 'confirmed', person: { personId, bot, contact: seal(contact) } });
    },
    async decline({ signInId }) {
      known.get(signInId)!.phase = 'declined';
    },
    async signOutEverywhere(personId) {
      validAfter.set(personId, new Date());
    },
    async take({ signInId }) {
      const signIn = known.get(signInId)!;
      const codes = {
        taken: 'SignInTaken',
        declined: 'SignInDeclined',
        expired: 'SignInExpired',
        waiting: 'SignInWaiting',
      } as const;
      if (signIn.phase !== 'confirmed') throw new Refusal(codes[signIn.phase]);
      signIn.phase = 'taken';
      return signIn.person!;
    },
  };
}
