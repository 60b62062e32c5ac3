/** Guards that a simulation can do without, to show that it would notice: each a change of the product's own text. */
import assert from 'node:assert/strict';

export type Change = { file: string; from: string | RegExp; to: string };

export const guards = {
  /** Every try of a refund is a new one to its provider. */
  refundKey: [
    {
      file: 'activities/payments/refund.ts',
      from: 'const idempotencyKey = attemptKey(refund, row);',
      to: 'const idempotencyKey = attemptKey(refund, row) + Math.random();',
    },
  ],
  /** Every copy of an event is new money. */
  moneyOnce: [
    { file: 'workflows', from: /if \(this\.seen\.includes\(key\)\)\s*return;/, to: '' },
    {
      file: 'activities/orders/settle.ts',
      from: 'if (order.known && order.known_order === orderId) return order.known;',
      to: `if (order.known) return 'unearned';`,
    },
  ],
  /** Nobody asks the provider what it holds when a hold ends. */
  lostMoney: [{ file: 'providers/payments/stripe/client.ts', from: 'return paid ? { paid } : {};', to: 'return {};' }],
} satisfies Record<string, Change[]>;
export type Guard = keyof typeof guards;

/** @param file relative to the checkout; `workflows` for their bundle */
export const changed = (file: string, text: string, without: Guard | undefined): string =>
  changedBy(without ? guards[without] : [], file, text);

/** @throws when what is to be changed does not stand there any more */
export function changedBy(changes: Change[], file: string, text: string): string {
  return changes
    .filter((change) => change.file === file)
    .reduce((before, { from, to }) => {
      const after = before.replace(from, to);
      assert.ok(after !== before, `${from} stands in ${file} and can be switched off`);
      return after;
    }, text);
}
