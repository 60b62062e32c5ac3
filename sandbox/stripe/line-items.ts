/** What is bought in a Checkout Session, with the amounts in minor units. */
import { randomName } from '../shared/ids.ts';
import { type Form, integer, items, mustHave, nested, text } from './form.ts';
import { invalidRequest, required } from './stripe-error.ts';
import type { LineItem } from './types.ts';

export function readLines(form: Form): LineItem[] {
  const lines = items(form, 'line_items');
  if (lines.length === 0) throw required('line_items');
  const read = lines.map((line, index) => readLine(line as Form, `line_items[${index}]`));
  const other = read.find((line) => line.currency !== read[0]?.currency);
  if (other) throw invalidRequest('All line items must have the same currency.', { param: 'line_items' });
  const total = read.reduce((sum, line) => sum + line.amount_total, 0);
  if (['usd', 'eur'].includes(read[0]?.currency ?? '') && total < 50) {
    throw invalidRequest("The Checkout Session's total amount must convert to at least 50 cents.", { code: 'amount_too_small' });
  }
  return read;
}

function readLine(line: Form, path: string): LineItem {
  if (text(line, 'price'))
    throw invalidRequest(`No such price: '${text(line, 'price')}'`, { code: 'resource_missing', param: `${path}[price]` });
  const data = nested(line, 'price_data');
  if (Object.keys(data).length === 0) throw required(`${path}[price_data]`);
  const currency = mustHave(data, 'currency', `${path}[price_data][currency]`).toLowerCase();
  if (!/^[a-z]{3}$/.test(currency))
    throw invalidRequest(`Invalid currency: ${currency}.`, { param: `${path}[price_data][currency]` });
  const unit = integer(data, 'unit_amount', `${path}[price_data][unit_amount]`);
  if (unit === undefined) throw required(`${path}[price_data][unit_amount]`);
  if (unit < 0)
    throw invalidRequest('Invalid non-negative integer', {
      code: 'parameter_invalid_integer',
      param: `${path}[price_data][unit_amount]`,
    });
  const product = nested(data, 'product_data');
  const name = mustHave(product, 'name', `${path}[price_data][product_data][name]`);
  const quantity = integer(line, 'quantity', `${path}[quantity]`) ?? 1;
  if (quantity < 1) throw invalidRequest('This value must be greater than or equal to 1.', { param: `${path}[quantity]` });
  const priceId = `price_${randomName(24)}`;
  return {
    ...{ id: `li_${randomName(24)}`, object: 'item', adjustable_quantity: null, amount_discount: 0, amount_tax: 0 },
    ...{ amount_subtotal: unit * quantity, amount_total: unit * quantity, currency, description: name, quantity, metadata: {} },
    price: {
      ...{
        id: priceId,
        object: 'price',
        active: false,
        billing_scheme: 'per_unit',
        currency,
        type: 'one_time',
        unit_amount: unit,
      },
      ...{ unit_amount_decimal: String(unit), product: `prod_${randomName(14)}`, recurring: null, livemode: false, metadata: {} },
    },
    details: { description: text(product, 'description') ?? null, images: items(product, 'images').map(String) },
  };
}
