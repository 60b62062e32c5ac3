/** Stream keys as they lie in the database: locked, bound to the stage whose they are. */
import type { StageIngest } from './stage.ts';
import { vault } from './vault.ts';

type Owner = { tenantId: string; showId: string };
export type StageVault = {
  lock(owner: Owner, ingest: StageIngest[]): string;
  /** @throws Error when it was tampered with, or locked for another stage or under another key. */
  open(owner: Owner, locked: string): StageIngest[];
};

const boundTo = ({ tenantId, showId }: Owner): string => `stage:${tenantId}:${showId}`;

/** @param secret 32 bytes as base64url. */
export function stageVault(secret: string): StageVault {
  const { lock, open } = vault(secret);
  return {
    lock: (owner, ingest) => lock(boundTo(owner), ingest),
    open: (owner, locked) => open(boundTo(owner), locked) as StageIngest[],
  };
}
