/** What Temporal writes for one order: its state transitions, which are what an order costs, and its events. */
import { orderWorkflowId } from '../../domain/orders.ts';
import { eventually } from '../support/http.ts';
import { buy, type Sale } from './buyers.ts';
import type { Hands } from './hands.ts';

export type Transitions = {
  /** From the tap until there are tickets and their delivery has begun, which is one of them. */
  toTicket: number;
  /** … until they are delivered, and the order rests. */
  delivered: number;
  /** Of all of it. */
  events: number;
};
const STARTED = 2;

/** The least of several orders: a task that a busy machine let lie is told again, and is no part of the flow. */
export async function transitionsOf(hands: Hands, sale: Sale, orders = 5): Promise<Transitions> {
  const seen: Transitions[] = [];
  for (let count = 0; count < orders; count += 1) seen.push(await one(hands, sale));
  const least = (pick: (one: Transitions) => number) => Math.min(...seen.map(pick));
  return {
    ...{ toTicket: least(({ toTicket }) => toTicket), delivered: least(({ delivered }) => delivered) },
    events: least(({ events }) => events),
  };
}

async function one(hands: Hands, sale: Sale): Promise<Transitions> {
  const delivers = hands.kind !== 'messages';
  hands.holdDeliveries(true);
  const { orderId, delivered } = await buy(hands, sale);
  const resting = (begun: boolean) =>
    eventually(async () => {
      const { raw } = await hands.temporal.workflow.getHandle(orderWorkflowId(orderId)).describe();
      const pending = raw.pendingActivities ?? [];
      const delivering = pending.some(({ activityType, state }) => activityType?.name === 'deliverTickets' && state === STARTED);
      if (raw.pendingWorkflowTask || delivering !== begun || pending.length > Number(begun)) return undefined;
      const { stateTransitionCount, historyLength } = raw.workflowExecutionInfo!;
      return { transitions: Number(stateTransitionCount), events: Number(historyLength) };
    }, `order ${orderId} rests`);
  const ticketed = await resting(delivers);
  hands.holdDeliveries(false);
  await delivered;
  const { transitions, events } = await resting(false);
  return { toTicket: ticketed.transitions, delivered: transitions, events };
}
