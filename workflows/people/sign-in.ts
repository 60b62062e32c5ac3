/**
 * One sign-in on the web, for the browser that keeps its secret.
 *
 *   waiting ──(yes, in Telegram)──→ confirmed ──(the browser comes for its session)──→ taken
 *      ├──(not me)──→ declined          │       a letter's link is a confirmation: by e-mail it begins here
 *      └────────────────────────────────┴──(time is over)──→ expired
 */
import {
  ApplicationFailure,
  allHandlersFinished,
  condition,
  defineQuery,
  defineUpdate,
  log,
  patched,
  proxyActivities,
  setHandler,
} from '@temporalio/workflow';
import type { PeopleActivities } from '../../activities/people/index.ts';
import type { ErrorCode } from '../../domain/errors.ts';
import type { Language } from '../../domain/language.ts';
import { sameText } from '../../domain/same-text.ts';
import type { Sealed } from '../../domain/sealed.ts';
import { type SignInPhase, signInRefusals } from '../../domain/sign-in.ts';
import { taskQueues } from '../../domain/task-queues.ts';
import { showPhase } from '../shared/phase.ts';

/** Who signs in. Name, address and Telegram id are in the seal. */
export type SignInPerson = { personId: string; contact: Sealed; bot: string };
export type SignInInput = {
  signInId: string;
  /** SHA-256 of the secret: whoever reads a history cannot take the session. */
  secretHash: string;
  expiresAt: string;
  /** Shown on the page and in the chat, so that nobody confirms a stranger's sign-in. Null by e-mail. */
  code: string | null;
  /** By e-mail: who they are if they can read the letter, and the letter's address and secret. */
  letter?: SignInPerson & { language: Language; sealed: Sealed };
};
export type SignInView = Pick<SignInInput, 'secretHash' | 'expiresAt' | 'code'> & { phase: SignInPhase };

export const signInView = defineQuery<SignInView>('signInView');
export const confirmSignIn = defineUpdate<void, [SignInPerson]>('confirmSignIn');
export const declineSignIn = defineUpdate<void>('declineSignIn');
/** Once: a second browser that has the secret gets nothing. */
export const takeSignIn = defineUpdate<SignInPerson, [{ secretHash: string }]>('takeSignIn');

const messaging = proxyActivities<PeopleActivities>({
  taskQueue: taskQueues.messaging,
  startToCloseTimeout: '1 minute',
  // A letter that comes after its link is over helps nobody.
  scheduleToCloseTimeout: '15 minutes',
  retry: { initialInterval: '1 second', maximumInterval: '1 minute' },
  summary: 'send the link',
});

export async function signIn(input: SignInInput): Promise<SignInPhase> {
  const { signInId, secretHash, expiresAt, code, letter } = input;
  // A letter's link is its yes, from the first moment: a press may come with the very first task.
  let phase: SignInPhase = letter ? 'confirmed' : 'waiting';
  let person: SignInPerson | undefined = letter && { personId: letter.personId, contact: letter.contact, bot: letter.bot };
  const enter = (next: SignInPhase, details: string): void => {
    phase = next;
    showPhase(next, details);
  };
  const waits = (): void => {
    if (phase !== 'waiting') throw refusal(signInRefusals[phase]);
  };
  const takes = (given: { secretHash: string }): void => {
    if (!sameText(given.secretHash, secretHash)) throw refusal('NotFound');
    if (phase !== 'confirmed') throw refusal(signInRefusals[phase]);
  };

  setHandler(signInView, () => ({ phase, secretHash, expiresAt, code }));
  setHandler(
    confirmSignIn,
    (confirmed) => {
      // Two people may have pressed at once: both passed the validator before either was heard.
      waits();
      person = confirmed;
      enter('confirmed', 'the browser comes for its session');
    },
    { validator: (_confirmed: SignInPerson) => waits() },
  );
  setHandler(
    declineSignIn,
    () => {
      waits();
      enter('declined', 'nothing');
    },
    { validator: waits },
  );
  setHandler(
    takeSignIn,
    (given) => {
      takes(given);
      enter('taken', 'nothing');
      return person!;
    },
    { validator: takes },
  );

  if (letter) {
    const { personId, language, sealed } = letter;
    if (phase === 'confirmed') enter('confirmed', 'the link in the letter is opened');
    await messaging.sendSignInLink({ personId, signInId, language, sealed, expiresAt }).catch((error: unknown) => {
      // It may have arrived all the same; and what the person sees must not depend on it.
      log.warn('the letter was not sent', { error });
    });
  } else if (phase === 'waiting' || !patched('a-yes-with-the-first-task')) {
    // An answer that came with the very first task was heard before this line, and stays.
    enter('waiting', `a yes in Telegram until ${expiresAt}`);
  }

  const over = () => phase === 'taken' || phase === 'declined';
  if (!(await condition(over, Math.max(1, Date.parse(expiresAt) - Date.now()))) && !over()) enter('expired', 'nothing');
  await condition(allHandlersFinished);
  return phase;
}

const refusal = (code: ErrorCode): ApplicationFailure =>
  ApplicationFailure.create({ type: code, message: code, nonRetryable: true, category: 'BENIGN' });
