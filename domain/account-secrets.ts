/**
 * Keys of an organisation's own payment accounts, as they lie in the database: AES-256-GCM under the house's long-lived account key.
 * Whose they are is part of the seal, so that a row copied to another organisation opens nothing.
 */
import type { PayingProvider } from './orders.ts';
import { vault } from './vault.ts';

export type AccountSecrets = Record<string, string>;
export type SecretsOwner = { tenantId: string; provider: PayingProvider };
export type AccountVault = {
  lock(owner: SecretsOwner, secrets: AccountSecrets): string;
  /** @throws Error when it was tampered with, or locked for somebody else or under another key. */
  open(owner: SecretsOwner, locked: string): AccountSecrets;
};

const boundTo = ({ tenantId, provider }: SecretsOwner): string => `payment account:${tenantId}:${provider}`;

/** @param secret 32 bytes as base64url. */
export function accountVault(secret: string): AccountVault {
  const { lock, open } = vault(secret);
  return {
    lock: (owner, secrets) => lock(boundTo(owner), secrets),
    open: (owner, locked) => open(boundTo(owner), locked) as AccountSecrets,
  };
}

/** Enough to recognise a key by, nothing to use: «••••a1b2». */
export const masked = (secret: string): string => `••••${secret.length > 12 ? secret.slice(-4) : ''}`;
