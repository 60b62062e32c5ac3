/** A donation or a purchase is asked for: update-with-start, so that a double press and a reload land on one order. */
import { createHash } from 'node:crypto';
import { type Client, WithStartWorkflowOperation } from '@temporalio/client';
import { type Contact, orderWorkflowId } from '../../domain/orders.ts';
import { type SealingKeys, seal } from '../../domain/sealed.ts';
import type { ExtraWords } from '../../domain/shop.ts';
import { taskQueues } from '../../domain/task-queues.ts';
import { orderNumber } from '../../domain/uuid.ts';
import { searchAttributes } from '../../temporal/search-attributes.ts';
import { checkout } from '../../workflows/payments/messages.ts';
import type { donationOrder } from '../../workflows/shop/donation-order.ts';
import { type ExtraInput, handOver } from '../../workflows/shop/messages.ts';
import type { shopOrder } from '../../workflows/shop/shop-order.ts';
import { refusing, unlessFaulted } from '../refusing.ts';
import { requestOf } from '../request.ts';

export type ExtraCommand = Omit<ExtraInput, 'asker' | 'digest' | 'buyer' | 'words'> & {
  contact: Contact;
  words: ExtraWords;
  /** True when the order's id already has a row: it is never started again. */
  known: boolean;
};
/** All @throws Refusal. */
export type ExtraCommands = {
  /** Returns once it is held and can be paid. */
  place(command: ExtraCommand): Promise<void>;
  handOver(command: { orderId: string; by: string; requestId: string }): Promise<void>;
};

export function createExtraCommands({ temporal, sealingKeys }: { temporal: Client; sealingKeys: SealingKeys }): ExtraCommands {
  const order = (orderId: string) => temporal.workflow.getHandle(orderWorkflowId(orderId));
  return {
    async place({ contact, words, known, ...asked }) {
      const asker = asked.personId;
      const digest = digestOf(asked);
      const update = {
        args: [{ asker, digest }] as [{ asker: string; digest: string }],
        updateId: `checkout:${asker}:${digest}`,
      };
      await refusing(temporal, async () => {
        if (known) return order(asked.orderId).executeUpdate(checkout, update);
        const sealed = { buyer: seal(sealingKeys, contact), words: seal(sealingKeys, words) };
        return temporal.workflow.executeUpdateWithStart(checkout, {
          ...update,
          startWorkflowOperation: startOf({ ...asked, ...sealed, asker, digest }),
        });
      });
    },

    async handOver({ orderId, ...asked }) {
      const { requestId, updateId } = requestOf('hand-over', asked);
      await refusing(
        temporal,
        () =>
          unlessFaulted(updateId, (id) =>
            order(orderId).executeUpdate(handOver, { args: [{ by: asked.by, requestId }], updateId: id }),
          ),
        'OrderOver',
      );
    },
  };
}

function startOf(input: ExtraInput) {
  const workflow = input.kind === 'shop' ? 'shopOrder' : 'donationOrder';
  return new WithStartWorkflowOperation<typeof donationOrder | typeof shopOrder>(workflow, {
    workflowId: orderWorkflowId(input.orderId),
    taskQueue: taskQueues.workflows,
    args: [input],
    workflowIdConflictPolicy: 'USE_EXISTING',
    workflowIdReusePolicy: 'REJECT_DUPLICATE',
    typedSearchAttributes: [
      { key: searchAttributes.kind, value: workflow },
      { key: searchAttributes.phase, value: 'held' },
      { key: searchAttributes.tenantId, value: input.tenantId },
      { key: searchAttributes.personId, value: input.personId },
      { key: searchAttributes.showId, value: input.showId },
      { key: searchAttributes.provider, value: input.provider },
    ],
    staticSummary: `${orderNumber(input.orderId)}: ${input.kind}, ${input.provider} on ${input.surface}`,
  });
}

/** What was asked for, without what was typed: a short text behind a hash is no secret. The door compares that with the row. */
const digestOf = ({ ticketId, kind, amount, items, provider, currency }: Omit<ExtraCommand, 'contact' | 'words' | 'known'>) =>
  createHash('sha256')
    .update(
      JSON.stringify([ticketId, kind, amount, provider, currency, items.map((item) => [item.itemId, item.quantity]).sort()]),
    )
    .digest('hex')
    .slice(0, 16);
