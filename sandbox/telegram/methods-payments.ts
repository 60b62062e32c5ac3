/** Methods that ask for money and give it back. */
import { randomName, unixNow } from '../shared/ids.ts';
import { badRequest } from './api-error.ts';
import { type Call, chatToWrite, findPerson } from './chat-id.ts';
import { addMessage, botSends } from './compose.ts';
import { readMarkup } from './markup.ts';
import type { Params } from './params.ts';
import type { Invoice } from './state.ts';
import type { Message } from './types.ts';
import { tellBot } from './updates.ts';
import { botUser, personUser, privateChat } from './world.ts';

export function sendInvoice(call: Call): Message {
  const chat = chatToWrite(call);
  const markup = readMarkup(call.params, chat, true);
  const invoice = keepInvoice(call, false);
  const kept = botSends(call, chat, {
    invoice: {
      title: invoice.title,
      description: invoice.description,
      start_parameter: call.params.text('start_parameter') ?? '',
      currency: invoice.currency,
      total_amount: invoice.total,
    },
    ...(markup?.inline_keyboard?.length ? { reply_markup: markup } : {}),
  });
  kept.invoice = invoice.slug;
  return kept.message;
}

export const createInvoiceLink = (call: Call): string => `https://t.me/$${keepInvoice(call, true).slug}`;

function keepInvoice({ world, bot, params }: Call, link: boolean): Invoice {
  const prices = readPrices(params);
  const invoice: Invoice = {
    slug: randomName(22),
    botId: bot.id,
    title: within(params, 'title', 32),
    description: within(params, 'description', 255),
    payload: readPayload(params),
    currency: params.text('currency') ?? '',
    total: prices.reduce((sum, price) => sum + price.amount, 0),
    photoUrl: params.text('photo_url'),
    link,
    paidBy: [],
  };
  if (invoice.total <= 0) throw badRequest('CURRENCY_TOTAL_AMOUNT_INVALID');
  world.state.invoices[invoice.slug] = invoice;
  world.changed();
  return invoice;
}

function readPrices(params: Params): Array<{ label: string; amount: number }> {
  const prices = params.object<Array<{ label: string; amount: number }>>('prices');
  const currency = params.text('currency') ?? '';
  if (!/^[A-Z]{3}$/.test(currency)) throw badRequest('CURRENCY_INVALID');
  if (!Array.isArray(prices) || prices.length === 0) throw badRequest('there must be at least one price');
  for (const price of prices) {
    if (typeof price.label !== 'string' || price.label === '')
      throw badRequest('can\'t parse labeled price: Field "label" must be non-empty');
    if (!Number.isSafeInteger(Number(price.amount)))
      throw badRequest('can\'t parse labeled price: Field "amount" must be an integer');
  }
  const token = params.text('provider_token') ?? '';
  if (currency === 'XTR') {
    if (prices.length !== 1) throw badRequest('prices must contain exactly one item for payments in Telegram Stars');
    if (token !== '') throw badRequest('PAYMENT_PROVIDER_INVALID');
    if (prices.some((price) => price.amount > 100_000)) throw badRequest('STARS_AMOUNT_INVALID');
  } else if (token === '') {
    throw badRequest('PAYMENT_PROVIDER_INVALID');
  }
  return prices.map(({ label, amount }) => ({ label, amount: Number(amount) }));
}

function within(params: Params, name: string, most: number): string {
  const text = params.text(name) ?? '';
  if (text.length < 1 || text.length > most) throw badRequest(`INVOICE_${name.toUpperCase()}_INVALID`);
  return text;
}

function readPayload(params: Params): string {
  const payload = params.text('payload') ?? '';
  const bytes = Buffer.byteLength(payload);
  if (bytes < 1 || bytes > 128) throw badRequest('INVOICE_PAYLOAD_INVALID');
  return payload;
}

export function refundStarPayment(call: Call): true {
  const { world, bot, params } = call;
  const person = findPerson(call);
  const id = params.text('telegram_payment_charge_id') ?? '';
  if (id === '') throw badRequest('CHARGE_ID_EMPTY');
  const charge = world.state.charges[id];
  if (charge === undefined || charge.botId !== bot.id || charge.personId !== person.id || charge.currency !== 'XTR')
    throw badRequest('CHARGE_NOT_FOUND');
  if (charge.refundedAt !== undefined) throw badRequest('CHARGE_ALREADY_REFUNDED');
  charge.refundedAt = unixNow();
  person.stars += charge.amount;
  const refunded = {
    refunded_payment: {
      currency: 'XTR',
      total_amount: charge.amount,
      invoice_payload: charge.payload,
      telegram_payment_charge_id: charge.id,
    },
  };
  const kept = addMessage(world, privateChat(world, person.id), { from: botUser(bot), botId: bot.id, by: 'service' }, refunded);
  tellBot(world, bot, 'message', person.id, kept.message);
  return true;
}

export function getStarTransactions({ world, bot, params }: Call): unknown {
  const all = Object.values(world.state.charges)
    .filter((charge) => charge.botId === bot.id && charge.currency === 'XTR')
    .flatMap((charge) => {
      const person = world.state.people[charge.personId];
      const partner = {
        type: 'user',
        transaction_type: 'invoice_payment',
        user: person && personUser(person),
        invoice_payload: charge.payload,
      };
      const paid = { id: charge.id, amount: charge.amount, date: charge.date, source: partner };
      if (charge.refundedAt === undefined) return [paid];
      return [paid, { id: charge.id, amount: charge.amount, date: charge.refundedAt, receiver: partner }];
    })
    .sort((a, b) => a.date - b.date);
  const offset = params.integer('offset') ?? 0;
  return { transactions: all.slice(offset, offset + Math.min(100, params.integer('limit') ?? 100)) };
}

export const getMyStarBalance = ({ world, bot }: Call): { amount: number } => ({
  amount: Object.values(world.state.charges)
    .filter((charge) => charge.botId === bot.id && charge.currency === 'XTR' && charge.refundedAt === undefined)
    .reduce((sum, charge) => sum + charge.amount, 0),
});
