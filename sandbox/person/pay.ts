/** A person pays an invoice: the bot is asked first, then the money moves. */
import { randomDigits, randomName, unixNow } from '../shared/ids.ts';
import { notFound, Refusal } from '../shared/refusal.ts';
import { addMessage } from '../telegram/compose.ts';
import type { Bot, Charge, Invoice, Person } from '../telegram/state.ts';
import { tellBot } from '../telegram/updates.ts';
import { type PreCheckoutAnswer, personUser, privateChat, type World } from '../telegram/world.ts';

export type PaymentResult = { result: 'paid'; chargeId: string } | { result: 'refused'; reason: string; error: string };

// One person at a time may be at the till with an invoice message.
const atTheTill = new Set<string>();

export async function payInvoice(world: World, person: Person, invoice: Invoice): Promise<PaymentResult> {
  const bot = world.state.bots[invoice.botId] as Bot;
  const till = `${invoice.slug}:${invoice.link ? person.id : ''}`;
  if (!invoice.link && invoice.paidBy.length > 0) return refused('already_paid', 'This invoice has already been paid.');
  if (atTheTill.has(till)) return refused('in_progress', 'This invoice is being paid right now.');
  if (invoice.currency === 'XTR' && person.stars < invoice.total) {
    return refused('balance_too_low', `Not enough Stars: ${invoice.total} needed, ${person.stars} left.`);
  }
  atTheTill.add(till);
  try {
    if (!person.started.includes(bot.id)) person.started.push(bot.id);
    const answer = await askBot(world, bot, person, invoice);
    if (answer === undefined) return refused('timeout', 'The bot did not answer in time. The payment was not made.');
    if (!answer.ok) return refused('declined', answer.errorMessage ?? 'The bot refused the payment.');
    return { result: 'paid', chargeId: settle(world, bot, person, invoice).id };
  } finally {
    atTheTill.delete(till);
  }
}

const refused = (reason: string, error: string): PaymentResult => ({ result: 'refused', reason, error });

async function askBot(world: World, bot: Bot, person: Person, invoice: Invoice): Promise<PreCheckoutAnswer | undefined> {
  const id = randomDigits(18);
  let timer: NodeJS.Timeout | undefined;
  const answer = new Promise<PreCheckoutAnswer | undefined>((resolve) => {
    world.checkouts.set(id, resolve);
    timer = setTimeout(resolve, world.preCheckoutMs, undefined);
  });
  tellBot(world, bot, 'pre_checkout_query', person.id, {
    ...{ id, from: personUser(person), currency: invoice.currency },
    ...{ total_amount: invoice.total, invoice_payload: invoice.payload },
  });
  const given = await answer;
  clearTimeout(timer);
  world.checkouts.delete(id);
  return given;
}

function settle(world: World, bot: Bot, person: Person, invoice: Invoice): Charge {
  const charge: Charge = {
    id: `stx${randomName(60)}`,
    ...{ botId: bot.id, personId: person.id, currency: invoice.currency, amount: invoice.total, payload: invoice.payload },
    date: unixNow(),
  };
  world.state.charges[charge.id] = charge;
  invoice.paidBy.push(person.id);
  if (invoice.currency === 'XTR') person.stars -= invoice.total;
  const payment = {
    currency: invoice.currency,
    total_amount: invoice.total,
    invoice_payload: invoice.payload,
    telegram_payment_charge_id: charge.id,
    provider_payment_charge_id: `${person.id}_${invoice.paidBy.length}`,
  };
  const chat = privateChat(world, person.id);
  const kept = addMessage(
    world,
    chat,
    { from: personUser(person), botId: bot.id, by: 'service' },
    { successful_payment: payment },
  );
  tellBot(world, bot, 'message', person.id, kept.message);
  return charge;
}

/** @param link `https://t.me/$slug` or `https://t.me/invoice/slug` */
export function invoiceByLink(world: World, link: string): Invoice {
  const slug = /(?:\$|invoice\/)([A-Za-z0-9_-]+)/.exec(link)?.[1] ?? link;
  const invoice = world.state.invoices[slug];
  if (invoice?.link) return invoice;
  throw notFound(`There is no invoice at ${link}; createInvoiceLink gives such links.`);
}

/** An invoice as somebody sees it in their chat: the bot may have taken it back while they thought. */
export async function payMessage(world: World, person: Person, messageId: number): Promise<PaymentResult> {
  const kept = privateChat(world, person.id).messages[messageId - 1];
  const invoice = kept?.invoice === undefined ? undefined : world.state.invoices[kept.invoice];
  if (invoice && kept?.deleted) return refused('withdrawn', 'This invoice is no longer there.');
  if (invoice) return payInvoice(world, person, invoice);
  throw new Refusal(
    400,
    'no_invoice',
    `Message ${messageId} is not an invoice that person ${person.id} sees; GET /people/${person.id}/messages shows them.`,
  );
}
