/** What is asked of an order that is paid: each is one message to its process. The doors have checked who asks. */
import type { Client } from '@temporalio/client';
import type { UpdateDefinition } from '@temporalio/common';
import type { Language } from '../../domain/language.ts';
import { type Contact, orderWorkflowId } from '../../domain/orders.ts';
import { type SealingKeys, seal } from '../../domain/sealed.ts';
import {
  bringToTelegram,
  claimTicket,
  exchangeTickets,
  invite,
  joinAsked,
  type RefundPromise,
  type RefundRequest,
  rateShow,
  requestRefund,
  resendTickets,
  revokeTickets,
} from '../../workflows/orders/messages.ts';
import { refusing, unlessFaulted } from '../refusing.ts';

type OfOrder = { orderId: string; personId: string };
type Asked = OfOrder & { requestId: string };

/** All @throws Refusal. */
export type KeepingCommands = {
  refund(command: { orderId: string } & RefundRequest): Promise<RefundPromise>;
  exchange(command: Asked & { showId: string }): Promise<{ showId: string; startsAt: string }>;
  claim(command: OfOrder & { ticketId: string; contact: Contact; language: Language; bot?: string }): Promise<void>;
  bring(command: OfOrder & { contact: Contact; language: Language; bot: string }): Promise<void>;
  rate(command: Asked & { stars: number; comment?: string }): Promise<void>;
  /** @returns the row of the personal link. */
  invite(command: Asked): Promise<{ invitation: string }>;
  knock(command: OfOrder & { chatId: number; invitation: string | null; telegramId: number }): Promise<void>;
  resend(command: Asked): Promise<void>;
  revoke(command: Asked & { ticketIds: string[] }): Promise<void>;
};

export function createKeepingCommands({
  temporal,
  sealingKeys,
}: {
  temporal: Client;
  sealingKeys: SealingKeys;
}): KeepingCommands {
  const ask = <R, A>(orderId: string, update: UpdateDefinition<R, [A]>, arg: A, updateId: string): Promise<R> =>
    refusing(
      temporal,
      () =>
        unlessFaulted(updateId, (id) =>
          temporal.workflow.getHandle(orderWorkflowId(orderId)).executeUpdate<R, [A]>(update, { args: [arg], updateId: id }),
        ),
      'OrderOver',
    );
  // The person is part of the id: somebody else's request id answers nothing.
  const idOf = (kind: string, { personId, requestId }: Pick<Asked, 'personId' | 'requestId'>) =>
    `${kind}:${personId}:${requestId}`;
  return {
    refund: ({ orderId, ...request }) => ask(orderId, requestRefund, request, idOf('refund', request)),
    exchange: ({ orderId, ...request }) => ask(orderId, exchangeTickets, request, idOf('exchange', request)),
    claim: ({ orderId, contact, ...request }) =>
      ask(
        orderId,
        claimTicket,
        { ...request, holder: seal(sealingKeys, contact) },
        `claim:${request.ticketId}:${request.personId}`,
      ),
    bring: ({ orderId, contact, ...request }) =>
      ask(orderId, bringToTelegram, { ...request, holder: seal(sealingKeys, contact) }, `bring:${request.personId}`),
    rate: ({ orderId, comment, requestId, ...request }) =>
      ask(
        orderId,
        rateShow,
        { ...request, ...(comment ? { comment: seal(sealingKeys, comment) } : {}) },
        idOf('rate', { ...request, requestId }),
      ),
    invite: ({ orderId, ...request }) => ask(orderId, invite, request, idOf('invite', request)),
    async knock({ orderId, telegramId, ...knock }) {
      await refusing(
        temporal,
        () =>
          temporal.workflow
            .getHandle(orderWorkflowId(orderId))
            .signal(joinAsked, { ...knock, knocker: seal(sealingKeys, { telegramId }) }),
        'OrderOver',
      );
    },
    resend: ({ orderId, ...request }) => ask(orderId, resendTickets, request, idOf('resend', request)),
    revoke: ({ orderId, ...request }) => ask(orderId, revokeTickets, request, idOf('revoke', request)),
  };
}
