/** The letter with which a person signs in. */
import { cancellationSignal } from '@temporalio/activity';
import { ApplicationFailure } from '@temporalio/common';
import type { Language } from '../../domain/language.ts';
import { signInLetter } from '../../domain/letters/sign-in.ts';
import { type Sealed, type SealingKeys, unseal } from '../../domain/sealed.ts';
import { type Mailer, NotSent, SlowDown } from '../../providers/messaging/port.ts';

export type SignInDeps = { mailer: Mailer; sealingKeys: SealingKeys; publicUrl: string };
export type SignInLink = { personId: string; signInId: string; language: Language; sealed: Sealed; expiresAt: string };

export const createSignInActivities = ({ mailer, sealingKeys, publicUrl }: SignInDeps) => ({
  /**
   * Without a row of the send ledger, which belongs to an organisation: a sign-in has none. Only what surely was not sent
   * is sent again; a copy after a crash has the same Message-ID and the same link, which is good once.
   */
  async sendSignInLink({ signInId, language, sealed, expiresAt }: SignInLink): Promise<void> {
    if (Date.parse(expiresAt) <= Date.now()) return;
    const { email, secret } = unseal<{ email: string; secret: string }>(sealingKeys, sealed);
    // In the fragment: neither a server's log nor a referrer ever sees it.
    const link = new URL(`/sign-in#${new URLSearchParams({ id: signInId, secret })}`, publicUrl).href;
    const letter = signInLetter({ link, language, siteUrl: publicUrl });
    try {
      await mailer.send({ to: email, ...letter }, `sign-in:${signInId}`, cancellationSignal());
    } catch (error) {
      if (error instanceof NotSent) throw error;
      if (error instanceof SlowDown)
        throw ApplicationFailure.create({
          ...{ message: error.message, type: 'SlowDown', cause: error },
          nextRetryDelay: error.retryAfterSeconds * 1000,
        });
      throw ApplicationFailure.fromError(error as Error, { nonRetryable: true });
    }
  },
});
