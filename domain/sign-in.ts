/** Words of a sign-in that every layer shares. */
import type { ErrorCode } from './errors.ts';

/** `declined`: the person in Telegram says that it is not theirs. */
export const signInPhases = ['waiting', 'confirmed', 'taken', 'declined', 'expired'] as const;
export type SignInPhase = (typeof signInPhases)[number];

export const signInWorkflowId = (signInId: string): string => `sign-in:${signInId}`;

/** How long a person may take, ms: to find their phone, to find a letter. */
export const signInTime = { telegram: 10 * 60_000, email: 15 * 60_000 } as const;

/** Why a sign-in in this phase cannot be answered or taken. */
export const signInRefusals: Record<SignInPhase, ErrorCode> = {
  waiting: 'SignInWaiting',
  confirmed: 'SignInTaken',
  taken: 'SignInTaken',
  declined: 'SignInDeclined',
  expired: 'SignInExpired',
};
