/** An order beside a ticket: what donations and purchases have in common. */
import {
  allHandlersFinished,
  CancellationScope,
  condition,
  isCancellation,
  setDefaultUpdateHandler,
  setHandler,
  TemporalFailure,
} from '@temporalio/workflow';
import type { ErrorCode } from '../../domain/errors.ts';
import { refusalBecause } from '../../domain/orders.ts';
import {
  cancelOrder,
  checkout,
  type OrderView,
  orderView,
  paymentDeclined,
  requestRefund,
  showChanged,
} from '../payments/messages.ts';
import { refusal } from '../shared/refusal.ts';
import { Keeping } from './keeping.ts';
import { type ExtraInput, handOver } from './messages.ts';
import { Paying } from './paying.ts';

export async function extraOrder(input: ExtraInput): Promise<OrderView> {
  const paying = new Paying(input);
  const { till } = paying;
  const keeping = new Keeping(paying, input.kind === 'shop');
  const view = (): OrderView => ({
    ...{ phase: paying.phase, waitsFor: paying.waitsFor, payments: till.seen },
    ...(paying.reason === undefined ? {} : { reason: paying.reason }),
    ...(paying.answer ? { checkoutUrl: paying.answer.checkoutUrl, holdEndsAt: paying.answer.holdEndsAt } : {}),
  });

  setHandler(orderView, view);
  answerWhileUnpaid(input, paying);
  answerWhenPaid(paying, keeping);

  try {
    if (await paying.run()) {
      paying.enter('paid', 'two weeks after the show');
      await keeping.run();
    }
  } catch (error) {
    // A local activity's failure comes as it is, a normal one's inside an ActivityFailure; anything else is a fault of this code.
    if (!(error instanceof TemporalFailure)) throw error;
    const moneyIsBack = () => CancellationScope.nonCancellable(() => till.finish());
    if (!paying.waiting && paying.phase !== 'expired' && paying.phase !== 'cancelled') {
      await moneyIsBack();
      throw error; // what is paid stays paid whatever becomes of this process
    }
    await paying.rollback(error);
    if (isCancellation(error)) {
      await moneyIsBack();
      throw error;
    }
  }
  do {
    await condition(allHandlersFinished);
    await till.finish();
  } while (!allHandlersFinished());
  return { ...view(), waitsFor: 'nothing' };
}

/** The buyer's own requests before the money: the payment link, and giving up. */
function answerWhileUnpaid(input: ExtraInput, paying: Paying): void {
  setHandler(
    checkout,
    async () => {
      await condition(() => paying.answer !== undefined || paying.reason !== undefined);
      if (paying.answer === undefined) throw refusal(codeOf(paying.reason!));
      return paying.answer;
    },
    {
      validator({ asker, digest }) {
        if (asker !== input.asker) throw refusal('OrderNotYours');
        if (digest !== input.digest) throw refusal('OrderDiffers');
      },
    },
  );
  setHandler(paymentDeclined, () => {
    if (paying.waiting) paying.end('declined');
  });
  setHandler(
    cancelOrder,
    async () => {
      paying.end('buyer');
      await condition(() => !paying.waiting && !paying.givingUp);
      // Money was faster.
      if (paying.phase === 'paid') throw refusal('NotAwaitingPayment');
    },
    {
      validator({ personId }) {
        if (personId !== input.personId) throw refusal('OrderNotYours');
        if (!paying.waiting) throw refusal('NotAwaitingPayment');
      },
    },
  );
}

/** What can be asked of an order that is paid. The doors have checked who asks; the steps check what may be done. */
function answerWhenPaid(paying: Paying, keeping: Keeping): void {
  const onlyWhenOpen = () => {
    if (!keeping.open) throw refusal(paying.waiting ? 'NotPaid' : 'OrderOver');
  };
  setHandler(requestRefund, keeping.refund, {
    validator({ byMember }) {
      // A gift is a gift, and goods are the theatre's to take back.
      if (!byMember) throw refusal('RefundClosed');
      onlyWhenOpen();
    },
  });
  // What is asked of tickets alone is refused, not kept until the end.
  setDefaultUpdateHandler(() => {
    throw refusal('OrderOver');
  });
  setHandler(handOver, keeping.handOver, { validator: (_asked) => onlyWhenOpen() });
  setHandler(showChanged, async (change) => {
    if (paying.waiting) await paying.showChanged(change);
    else if (keeping.open) keeping.showChanged(change);
  });
}

/** Why an order ended without a payment link → what the person is told. */
const codeOf = (reason: string): ErrorCode =>
  refusalBecause(reason) ??
  ({ showCancelled: 'AudienceClosed', buyer: 'NotAwaitingPayment' } as const)[reason as 'buyer'] ??
  'PaymentUnavailable';
