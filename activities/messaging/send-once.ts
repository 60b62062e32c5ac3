/**
 * The send ledger: a row before each proactive message, so that none goes out twice.
 *
 *   intended → sending → sent
 *                  ├→ undeliverable   the person blocked the bot
 *                  └→ (found again as `sending`) the process died in the middle: outcome unknown
 */

import type { EntityManager } from '@mikro-orm/postgresql';
import { ApplicationFailure } from '@temporalio/common';
import { nameUuid } from '../../domain/uuid.ts';
import { NotSent, type Sent, SlowDown, Undeliverable } from '../../providers/messaging/port.ts';
import { inTransaction } from '../context.ts';
import { askOperator } from '../payments/attention.ts';

export type Outgoing = {
  tenantId: string;
  /** Business key: what is said to whom about what. */
  key: string;
  personId: string;
  /** Null: about no order, to somebody who works for the organisation. */
  orderId: string | null;
  /** @default 'telegram' */
  channel?: 'telegram' | 'email';
  /**
   * When the last attempt may or may not have arrived: `again` where a second copy harms nobody and a missing one does
   * (a paid ticket), `ask` where an operator must decide.
   */
  whenUnknown: 'again' | 'ask';
  send: () => Promise<Sent>;
};
export type SendOutcome = 'sent' | 'undeliverable' | 'unknown';

type Row = { state: 'intended' | 'sending' | SendOutcome; created: boolean };

export async function sendOnce(message: Outgoing): Promise<SendOutcome> {
  const before = await inTransaction((tx) => begin(tx, message));
  if (before === 'sent' || before === 'undeliverable' || before === 'unknown') return before;
  try {
    const { messageId } = await message.send();
    await finish(message, 'sent', messageId);
    return 'sent';
  } catch (error) {
    if (error instanceof Undeliverable) {
      await finish(message, 'undeliverable');
      if (error.because === 'message')
        await inTransaction((tx) =>
          askOperator(tx, { ...question(message), details: { message: message.key, why: error.message } }),
        );
      return 'undeliverable';
    }
    // Surely without effect: the row goes back, and the retry sends it for the first time.
    if (error instanceof NotSent || error instanceof SlowDown) await finish(message, 'intended');
    if (error instanceof SlowDown)
      throw ApplicationFailure.create({
        message: error.message,
        type: 'SlowDown',
        nextRetryDelay: error.retryAfterSeconds * 1000,
        cause: error,
      });
    throw error;
  }
}

/** @returns the state in which the message was found; `sending` only when it may be sent again. */
async function begin(
  tx: EntityManager,
  { tenantId, key, personId, orderId, whenUnknown, channel = 'telegram' }: Outgoing,
): Promise<Row['state']> {
  // One that nobody has thought of before is on its way with its first row.
  const first = await tx.execute<unknown[]>(
    `insert into messages (tenant_id, id, key, person_id, order_id, channel, state, attempts) values (?, ?, ?, ?, ?, ?, 'sending', 1)
     on conflict do nothing returning id`,
    [tenantId, nameUuid('message', tenantId, key), key, personId, orderId, channel],
  );
  if (first.length > 0) return 'intended';
  const [row] = await tx.execute<Row[]>('select state from messages where tenant_id = ? and key = ? for update', [tenantId, key]);
  const state = row!.state;
  if (state === 'sending' && whenUnknown === 'ask') {
    await tx.execute(`update messages set state = 'unknown' where tenant_id = ? and key = ?`, [tenantId, key]);
    await askOperator(tx, { ...question({ tenantId, orderId, key }), details: { message: key } });
    return 'unknown';
  }
  if (state === 'intended' || state === 'sending')
    await tx.execute(`update messages set state = 'sending', attempts = attempts + 1 where tenant_id = ? and key = ?`, [
      tenantId,
      key,
    ]);
  return state;
}

async function finish({ tenantId, key }: Outgoing, state: 'intended' | SendOutcome, messageId?: string): Promise<void> {
  await inTransaction((tx) =>
    tx.execute(
      `update messages set state = ?, provider_message_id = ?, sent_at = case when ? = 'sent' then now() end where tenant_id = ? and key = ?`,
      [state, messageId ?? null, state, tenantId, key],
    ),
  );
}

const question = ({ tenantId, orderId, key }: Pick<Outgoing, 'tenantId' | 'orderId' | 'key'>) =>
  ({ tenantId, orderId, kind: 'messageUnknown', key: `message:${key}` }) as const;
