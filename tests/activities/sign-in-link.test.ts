/** The letter that signs somebody in: what it carries, and what is tried again. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { ApplicationFailure } from '@temporalio/common';
import { MockActivityEnvironment } from '@temporalio/testing';
import { createSignInActivities } from '../../activities/people/sign-in-link.ts';
import { seal } from '../../domain/sealed.ts';
import { type Letter, NotSent, SlowDown, Undeliverable } from '../../providers/messaging/port.ts';

const key = Buffer.alloc(32, 3);
const sealingKeys = { forSealing: () => key, forOpening: () => key };
const input = (expiresInMs = 60_000) => ({
  ...{ personId: 'p', signInId: 'the-sign-in', language: 'en' as const },
  sealed: seal(sealingKeys, { email: 'clara@example.com', secret: 'a+b/c' }),
  expiresAt: new Date(Date.now() + expiresInMs).toISOString(),
});
async function sent(failure?: Error, expiresInMs?: number) {
  const letters: Array<Letter & { id: string }> = [];
  const mailer = {
    async send(letter: Letter, id: string) {
      letters.push({ ...letter, id });
      if (failure) throw failure;
      return { messageId: id };
    },
  };
  const { sendSignInLink } = createSignInActivities({ mailer, sealingKeys, publicUrl: 'https://rampa.test' });
  const thrown = await new MockActivityEnvironment().run(sendSignInLink, input(expiresInMs)).then(
    () => undefined,
    (error: unknown) => error,
  );
  return { letters, thrown };
}

describe('the letter', () => {
  it('goes to the address with a link whose secret no server sees, under one id', async () => {
    const { letters, thrown } = await sent();
    assert.equal(thrown, undefined);
    const [letter] = letters;
    assert.deepEqual([letter!.to, letter!.id], ['clara@example.com', 'sign-in:the-sign-in']);
    const link = new URL(/https:\/\/rampa\.test\/sign-in\S+/.exec(letter!.text)![0]);
    assert.deepEqual(Object.fromEntries(new URLSearchParams(link.hash.slice(1))), { id: 'the-sign-in', secret: 'a+b/c' });
    assert.equal(link.search, '');
  });

  it('is not sent when its link is over already', async () => {
    assert.deepEqual((await sent(undefined, -1)).letters, []);
  });

  it('is tried again only when it surely did not go out', async () => {
    const retried = (error: unknown) => !(error instanceof ApplicationFailure && error.nonRetryable);
    assert.ok(retried((await sent(new NotSent('no connection'))).thrown));
    const slow = (await sent(new SlowDown(60))).thrown;
    assert.ok(slow instanceof ApplicationFailure && !slow.nonRetryable && slow.nextRetryDelay === 60_000);
    assert.ok(!retried((await sent(new Undeliverable('no such mailbox', 'person'))).thrown));
    assert.ok(!retried((await sent(new Error('it is not known whether the letter was taken'))).thrown));
  });
});
