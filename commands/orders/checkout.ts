/** A person asks for seats: update-with-start, so that a double press, a reload and a second device land on one order. */
import { createHash } from 'node:crypto';
import { type Client, WithStartWorkflowOperation } from '@temporalio/client';
import type { Language } from '../../domain/language.ts';
import { type Contact, type OrderLine, orderWorkflowId } from '../../domain/orders.ts';
import { type SealingKeys, seal } from '../../domain/sealed.ts';
import { taskQueues } from '../../domain/task-queues.ts';
import { nameUuid, orderNumber } from '../../domain/uuid.ts';
import { searchAttributes } from '../../temporal/search-attributes.ts';
import { type Checkout, cancelOrder, checkout, type TicketOrderInput } from '../../workflows/orders/messages.ts';
import type { ticketOrder } from '../../workflows/orders/ticket-order.ts';
import { refusing } from '../refusing.ts';

export type CheckoutCommand = Omit<TicketOrderInput, 'asker' | 'digest' | 'buyer'> & {
  contact: Contact;
  /** What a guest's browser keeps; tells it from a stranger who knows order and e-mail. */
  device?: string;
  /** True when the order's id already has a row: it is never started again. */
  known: boolean;
};
export type GiveCommand = {
  tenantId: string;
  orderId: string;
  showId: string;
  lines: OrderLine[];
  /** The member of the organisation who gives them. */
  by: string;
  personId: string;
  contact: Contact;
  language: Language;
  known: boolean;
};
export type CheckoutCommands = {
  /** @throws Refusal */
  checkout(command: CheckoutCommand): Promise<Checkout>;
  /** @throws Refusal */
  cancel(command: { orderId: string; personId: string }): Promise<void>;
  /** Complimentary tickets: an order without money. @throws Refusal */
  give(command: GiveCommand): Promise<void>;
};

export const createCheckoutCommands = ({
  temporal,
  sealingKeys,
}: {
  temporal: Client;
  sealingKeys: SealingKeys;
}): CheckoutCommands => {
  const place = async ({ contact, device, known, ...order }: CheckoutCommand): Promise<Checkout> => {
    const asker = askerOf(order.personId, device);
    const digest = digestOf(order);
    // The id lets a repeated request find its answer; other content gets another id, and so reaches the validator.
    const update = { args: [{ asker, digest }] as [{ asker: string; digest: string }], updateId: `checkout:${asker}:${digest}` };
    const workflowId = orderWorkflowId(order.orderId);
    return refusing(temporal, async () => {
      if (known) return temporal.workflow.getHandle<typeof ticketOrder>(workflowId).executeUpdate(checkout, update);
      const startWorkflowOperation = new WithStartWorkflowOperation<typeof ticketOrder>('ticketOrder', {
        workflowId,
        taskQueue: taskQueues.workflows,
        args: [{ ...order, asker, digest, buyer: seal(sealingKeys, contact) }],
        workflowIdConflictPolicy: 'USE_EXISTING',
        workflowIdReusePolicy: 'REJECT_DUPLICATE',
        typedSearchAttributes: [
          { key: searchAttributes.kind, value: 'ticketOrder' },
          { key: searchAttributes.phase, value: 'held' },
          { key: searchAttributes.tenantId, value: order.tenantId },
          { key: searchAttributes.personId, value: order.personId },
          { key: searchAttributes.showId, value: order.showId },
          { key: searchAttributes.provider, value: order.provider },
        ],
        staticSummary: `${orderNumber(order.orderId)}: ${order.lines.reduce((sum, line) => sum + line.quantity, 0)} seat(s), ${order.provider} on ${order.surface}`,
      });
      return temporal.workflow.executeUpdateWithStart(checkout, { ...update, startWorkflowOperation });
    });
  };
  return {
    checkout: place,

    async cancel({ orderId, personId }) {
      await refusing(
        temporal,
        () =>
          temporal.workflow
            .getHandle<typeof ticketOrder>(orderWorkflowId(orderId))
            .executeUpdate(cancelOrder, { args: [{ personId }], updateId: `cancel:${personId}` }),
        'NotAwaitingPayment',
      );
    },

    async give({ by, ...gift }) {
      await place({ ...gift, givenBy: by, provider: 'none', account: 'house', currency: 'RUB', surface: 'web' });
    },
  };
};

const askerOf = (personId: string, device: string | undefined): string =>
  device ? nameUuid('asker', personId, device) : personId;

/** What was asked for, without what merely came with it. */
const digestOf = ({
  showId,
  lines,
  provider,
  currency,
}: Pick<TicketOrderInput, 'showId' | 'lines' | 'provider' | 'currency'>): string =>
  createHash('sha256')
    .update(
      JSON.stringify([
        showId,
        provider,
        currency,
        lines
          .map(({ ticketTypeId, quantity, unitAmount }) => [
            ticketTypeId,
            quantity,
            ...(unitAmount === undefined ? [] : [unitAmount]),
          ])
          .sort(),
      ]),
    )
    .digest('hex')
    .slice(0, 16);
