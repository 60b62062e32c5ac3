/** Signing in on the web: begun by a page, confirmed in Telegram or by a letter, taken once by the page; and out, everywhere at once. */
import { createHash } from 'node:crypto';
import type { Client } from '@temporalio/client';
import type { ErrorCode } from '../../domain/errors.ts';
import type { Language } from '../../domain/language.ts';
import type { Contact } from '../../domain/orders.ts';
import { type SealingKeys, seal } from '../../domain/sealed.ts';
import { signInTime, signInWorkflowId } from '../../domain/sign-in.ts';
import { taskQueues } from '../../domain/task-queues.ts';
import { searchAttributes } from '../../temporal/search-attributes.ts';
import { signOutEverywhere } from '../../workflows/people/person.ts';
import {
  confirmSignIn,
  declineSignIn,
  type SignInInput,
  type SignInPerson,
  type signIn,
  takeSignIn,
} from '../../workflows/people/sign-in.ts';
import { askEntity } from '../entity.ts';
import { refusing } from '../refusing.ts';
import { personEntity } from './person.ts';

type Begun = { expiresAt: Date };
type Who = { personId: string; contact: Contact; bot: string };
export type SignInCommands = {
  /** @param command.code what the page shows, and the bot asks about. */
  begin(command: { signInId: string; secret: string; code: string }): Promise<Begun>;
  /** Sends a letter with a link; the person of its address is whoever opens it. */
  sendLink(command: { signInId: string; secret: string; email: string; language: Language } & Who): Promise<Begun>;
  /** @throws Refusal when it is over, or somebody answered already. */
  confirm(command: { signInId: string } & Who): Promise<void>;
  /** Not theirs. @throws Refusal */
  decline(command: { signInId: string; personId: string }): Promise<void>;
  /** @throws Refusal, always from the second time on. */
  take(command: { signInId: string; secret: string }): Promise<SignInPerson>;
  /** Ends every session of the person that was issued until now. @param requestId the press that asks. */
  signOutEverywhere(personId: string, requestId: string): Promise<void>;
};

export const hashOfSecret = (secret: string): string => createHash('sha256').update(secret).digest('hex');

export const createSignInCommands = ({
  temporal,
  sealingKeys,
}: {
  temporal: Client;
  sealingKeys: SealingKeys;
}): SignInCommands => {
  const start = async (input: SignInInput, how: 'telegram' | 'email') => {
    await refusing(temporal, () =>
      temporal.workflow.start<typeof signIn>('signIn', {
        workflowId: signInWorkflowId(input.signInId),
        workflowIdReusePolicy: 'REJECT_DUPLICATE',
        taskQueue: taskQueues.workflows,
        args: [input],
        typedSearchAttributes: [
          { key: searchAttributes.kind, value: 'signIn' },
          { key: searchAttributes.phase, value: 'waiting' },
        ],
        staticSummary: how === 'telegram' ? 'sign-in on the web through Telegram' : 'sign-in on the web by a letter',
      }),
    );
    return { expiresAt: new Date(input.expiresAt) };
  };
  const inTime = (how: 'telegram' | 'email') => new Date(Date.now() + signInTime[how]).toISOString();
  const asking = <T>(
    signInId: string,
    ask: (handle: ReturnType<typeof handleOf>) => Promise<T>,
    gone: ErrorCode = 'SignInExpired',
  ): Promise<T> => refusing(temporal, () => ask(handleOf(signInId)), gone);
  const handleOf = (signInId: string) => temporal.workflow.getHandle<typeof signIn>(signInWorkflowId(signInId));

  return {
    begin: ({ signInId, secret, code }) =>
      start({ signInId, secretHash: hashOfSecret(secret), code, expiresAt: inTime('telegram') }, 'telegram'),

    sendLink: ({ signInId, secret, email, language, personId, contact, bot }) => {
      const letter = {
        personId,
        bot,
        language,
        contact: seal(sealingKeys, contact),
        sealed: seal(sealingKeys, { email, secret }),
      };
      return start({ signInId, secretHash: hashOfSecret(secret), code: null, expiresAt: inTime('email'), letter }, 'email');
    },

    async confirm({ signInId, personId, contact, bot }) {
      const person = { personId, bot, contact: seal(sealingKeys, contact) };
      // The person's second press finds the answer to their first.
      await asking(signInId, (handle) =>
        handle.executeUpdate(confirmSignIn, { args: [person], updateId: `confirm:${personId}` }),
      );
    },

    async decline({ signInId, personId }) {
      await asking(signInId, (handle) => handle.executeUpdate(declineSignIn, { updateId: `decline:${personId}` }));
    },

    take: ({ signInId, secret }) =>
      asking(
        signInId,
        (handle) => handle.executeUpdate(takeSignIn, { args: [{ secretHash: hashOfSecret(secret) }] }),
        'SignInTaken',
      ),

    async signOutEverywhere(personId, requestId) {
      const asked = { at: new Date().toISOString() };
      await askEntity(temporal, personEntity(personId), signOutEverywhere, asked, `sign-out:${requestId}`);
    },
  };
};
