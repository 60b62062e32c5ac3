/** An organiser says how the organisation is paid: an update of its own workflow, keys sealed on the way. */
import type { Client } from '@temporalio/client';
import type { AccountSecrets } from '../../domain/account-secrets.ts';
import { type SealingKeys, seal } from '../../domain/sealed.ts';
import { type NewPaymentAccount, savePaymentAccount } from '../../workflows/organisations/messages.ts';
import { askEntity } from '../entity.ts';
import { requestOf } from '../request.ts';
import { organisation } from './productions.ts';

export type SaveAccount = Omit<NewPaymentAccount, 'secrets'> & {
  /** Only those that change. */
  secrets: AccountSecrets | null;
};
export type PaymentAccountCommands = {
  /** @throws Refusal */
  save(tenantId: string, account: SaveAccount): Promise<{ name: string }>;
};

export const createPaymentAccountCommands = ({
  temporal,
  sealingKeys,
}: {
  temporal: Client;
  sealingKeys: SealingKeys;
}): PaymentAccountCommands => ({
  save(tenantId, asked) {
    const { requestId, updateId } = requestOf('paymentAccount', asked);
    const secrets = asked.secrets && seal(sealingKeys, asked.secrets);
    return askEntity(temporal, organisation(tenantId), savePaymentAccount, { ...asked, requestId, secrets }, updateId);
  },
});
