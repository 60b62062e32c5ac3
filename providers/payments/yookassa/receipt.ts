/** The receipt that 54-FZ asks for: a ticket is a service paid in full beforehand. https://yookassa.ru/developers/payment-acceptance/receipts/54fz/yoomoney/basics */
import { type Money, sameMoney, times } from '../../../domain/money.ts';
import { PaymentRejected, type ReceiptItem } from '../port.ts';
import { yooAmount } from './amount.ts';

export type ReceiptRequest = { email: string | undefined; title: string; total: Money; items?: ReceiptItem[]; vatCode: number };

/** @throws PaymentRejected without an e-mail: YooKassa registers no receipt that reaches nobody. */
export function receiptOf({ email, title, total, items, vatCode }: ReceiptRequest) {
  if (!email) throw new PaymentRejected('A payment with YooKassa needs an e-mail for its receipt');
  return {
    customer: { email },
    items: linesOf(title, total, items).map(({ description, quantity, unit }) => ({
      description: shortened(description, 128),
      quantity: quantity.toFixed(2),
      amount: yooAmount(unit),
      vat_code: vatCode,
      payment_mode: 'full_prepayment',
      payment_subject: 'service',
    })),
  };
}

/** A receipt whose lines miss the total is refused; then it names the whole in one line. */
function linesOf(title: string, total: Money, items: ReceiptItem[] = []): ReceiptItem[] {
  const priced = items.filter(({ unit }) => unit.amount > 0);
  const sum = priced.reduce((all, { unit, quantity }) => all + times(unit, quantity).amount, 0);
  const fits = priced.length > 0 && sameMoney({ amount: sum, currency: priced[0]!.unit.currency }, total);
  return fits ? priced : [{ description: title, quantity: 1, unit: total }];
}

/** By characters, so that none is cut in half. */
export function shortened(text: string, most: number): string {
  const characters = [...text];
  return characters.length <= most ? text : `${characters.slice(0, most - 1).join('')}…`;
}
