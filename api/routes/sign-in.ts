/** Signing in on the web: a page asks, the person confirms in Telegram or opens a letter's link, the page gets its session once; and out, everywhere. */
import { randomBytes, randomInt, randomUUID, timingSafeEqual } from 'node:crypto';
import { z } from 'zod';
import { hashOfSecret } from '../../commands/people/sign-in.ts';
import { Refusal } from '../../domain/errors.ts';
import { signInRefusals, signInTime } from '../../domain/sign-in.ts';
import { profileOf } from '../../queries/people/profile.ts';
import type { ApiDeps } from '../deps.ts';
import { createMailboxLimit } from '../limits.ts';
import { defineRoute, type Route } from '../route.ts';
import { Id } from '../schemas/common.ts';
import { LinkAsked, LinkSent, SignedIn, SignedOut, SignInBegun, SignInSecret, SignInWaits, SignOut } from '../schemas/people.ts';
import type { Visitor } from '../visitor.ts';

const tag = 'People';
const Path = z.object({ id: Id });
const newSecret = () => randomBytes(32).toString('base64url');

/** By the clock that ends sessions; a letter's sign-in shows no number. */
const beginOf = ({ expiresAt, code }: { expiresAt: string; code: string | null }): Date =>
  new Date(Date.parse(expiresAt) - signInTime[code === null ? 'email' : 'telegram']);

export const signInRoutes = (deps: ApiDeps): Route[] => {
  const mailbox = createMailboxLimit();

  /** The session of a confirmed sign-in; undefined while it waits. A wrong secret is told the same as no sign-in at all. */
  const taken = async (signInId: string, secret: string, visitor: Visitor) => {
    const known = await deps.signIns.find(signInId);
    const given = hashOfSecret(secret);
    if (!known || !timingSafeEqual(Buffer.from(known.secretHash), Buffer.from(given))) throw new Refusal('NotFound');
    if (known.phase === 'waiting') {
      // A process that was ended by hand waits no more, though its last word says so.
      if (Date.parse(known.expiresAt) <= Date.now()) throw new Refusal('SignInExpired');
      return undefined;
    }
    // A process that is over takes no messages; what became of it can still be asked.
    if (known.phase !== 'confirmed') throw new Refusal(signInRefusals[known.phase]);
    const { personId, contact, bot } = await deps.signIns.take({ signInId, secret });
    const { token, expiresAt } = await deps.sessions.issue({ personId, surface: 'web', bot, contact });
    const { language, validAfter } = await profileOf(deps.readers.person(personId), personId);
    // Begun before the person signed out everywhere, it is over with their sessions; who it is of is known only now.
    if (validAfter && beginOf(known) <= validAfter) throw new Refusal('SignInExpired');
    const firstName = deps.openContact(contact).name ?? '';
    return {
      token,
      personId,
      firstName,
      surface: 'web',
      expiresAt: expiresAt.toISOString(),
      language: language ?? visitor.language,
    };
  };

  return [
    defineRoute({
      ...{ method: 'post', path: '/sign-in/telegram', tag, access: 'public', status: 201, answer: SignInBegun, strict: true },
      summary: 'Begin to sign in on the web: the person confirms in the chat with the bot, where the same code is shown',
      problems: ['Busy'],
      async handle() {
        const botUsername = await deps.house.botUsername();
        if (!botUsername) throw new Refusal('Busy');
        const [signInId, secret, code] = [randomUUID(), newSecret(), String(randomInt(10, 100))];
        const { expiresAt } = await deps.signIns.begin({ signInId, secret, code });
        const deepLink = `https://t.me/${botUsername}?start=login_${signInId.replaceAll('-', '')}`;
        return { body: { signInId, secret, code, deepLink, expiresAt: expiresAt.toISOString() } };
      },
    }),
    defineRoute({
      ...{ method: 'post', path: '/sign-in/telegram/{id}', tag, access: 'public', params: Path, body: SignInSecret },
      ...{ answer: SignedIn, pending: SignInWaits, problems: ['NotFound', 'SignInTaken', 'SignInDeclined', 'SignInExpired'] },
      summary: 'Is it confirmed? Then the session, once',
      async handle({ params, body, visitor }) {
        const session = await taken(params.id, body.secret, visitor);
        return session ? { body: session } : { status: 202, body: { state: 'waiting' } };
      },
    }),
    defineRoute({
      ...{ method: 'post', path: '/sign-in/email', tag, access: 'public', status: 202, body: LinkAsked, answer: LinkSent },
      ...{ strict: true, problems: ['Busy'] },
      summary: 'Send a letter with a link to sign in; the answer is the same whatever the address',
      async handle({ body, visitor }) {
        const personId = deps.personIdOf(`email:${body.email}`);
        const language = body.language ?? visitor.language;
        const person = { personId, bot: 'platform', contact: { email: body.email } };
        // A mailbox that is asked for too often gets no more letters, and whoever asks is not told.
        if (await mailbox.takes(personId))
          await deps.signIns.sendLink({ signInId: randomUUID(), secret: newSecret(), email: body.email, language, ...person });
        return { body: { state: 'sent', minutes: 15 } };
      },
    }),
    defineRoute({
      ...{ method: 'post', path: '/sign-in/email/{id}', tag, access: 'public', params: Path, body: SignInSecret },
      ...{ answer: SignedIn, problems: ['NotFound', 'SignInTaken', 'SignInExpired'] },
      summary: "Sign in with a letter's link, once",
      async handle({ params, body, visitor }) {
        const session = await taken(params.id, body.secret, visitor);
        // A letter's sign-in never waits; another one is none of this door's.
        if (!session) throw new Refusal('NotFound');
        return { body: session };
      },
    }),
    defineRoute({
      ...{ method: 'post', path: '/sign-out', tag, access: 'person', body: SignOut, answer: SignedOut },
      problems: ['SignInRequired', 'Busy'],
      summary: 'Sign out everywhere: every token of the person that was issued until now is over',
      async handle({ body, visitor }) {
        await deps.signIns.signOutEverywhere(visitor.session!.personId, body.requestId);
        return { body: { state: 'signedOut' } };
      },
    }),
  ];
};
