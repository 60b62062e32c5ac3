/** Checkout Sessions: made, looked up, expired. */
import { randomName, unixNow } from '../shared/ids.ts';
import type { Desk } from './desk.ts';
import { expire } from './expire.ts';
import { type Form, integer, metadata, mustHave, nested, onlyKnown, text } from './form.ts';
import { readLines } from './line-items.ts';
import { invalidRequest, required } from './stripe-error.ts';
import type { Session } from './types.ts';

const KNOWN = [
  ...[
    'mode',
    'line_items',
    'metadata',
    'payment_intent_data',
    'client_reference_id',
    'customer_email',
    'success_url',
    'cancel_url',
  ],
  ...[
    'expires_at',
    'locale',
    'payment_method_types',
    'submit_type',
    'customer',
    'customer_creation',
    'billing_address_collection',
  ],
  ...[
    'allow_promotion_codes',
    'automatic_tax',
    'custom_text',
    'custom_fields',
    'consent_collection',
    'invoice_creation',
    'ui_mode',
  ],
  ...[
    'payment_method_options',
    'phone_number_collection',
    'tax_id_collection',
    'adaptive_pricing',
    'after_expiration',
    'origin_context',
  ],
  ...['payment_method_collection', 'branding_settings', 'saved_payment_method_options', 'name_collection', 'wallet_options'],
];
const MINUTE = 60;
const DAY = 24 * 60 * MINUTE;

export function createSession(desk: Desk, form: Form): Session {
  onlyKnown(form, KNOWN);
  const mode = mustHave(form, 'mode');
  if (mode !== 'payment') throw invalidRequest(`Only mode "payment" can be tried here, not "${mode}".`, { param: 'mode' });
  const successUrl = address(form, 'success_url') ?? '';
  if (successUrl === '') throw required('success_url');
  const reference = text(form, 'client_reference_id') ?? null;
  if (reference !== null && reference.length > 200) throw tooLong('client_reference_id', 200);
  const email = text(form, 'customer_email') ?? null;
  if (email !== null && !/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(email)) {
    throw invalidRequest(`Invalid email address: ${email}`, { code: 'email_invalid', param: 'customer_email' });
  }
  const lines = readLines(form);
  const currency = lines[0]?.currency ?? '';
  const total = lines.reduce((sum, line) => sum + line.amount_total, 0);
  const intent = nested(form, 'payment_intent_data');
  const id = `cs_test_a1${randomName(56)}`;
  const session: Session = {
    ...{ id, object: 'checkout.session', livemode: false, created: unixNow() },
    ...{
      adaptive_pricing: null,
      after_expiration: null,
      allow_promotion_codes: null,
      automatic_tax: { enabled: false, liability: null, provider: null, status: null },
    },
    ...{ amount_subtotal: total, amount_total: total, currency },
    ...{
      cancel_url: address(form, 'cancel_url') ?? null,
      success_url: successUrl,
      client_reference_id: reference,
      client_secret: null,
    },
    ...{ collected_information: null, consent: null, consent_collection: null, currency_conversion: null, custom_fields: [] },
    custom_text: { after_submit: null, shipping_address: null, submit: null, terms_of_service_acceptance: null },
    ...{
      customer: null,
      customer_creation: 'if_required',
      customer_email: email,
      customer_details: email === null ? null : details(email),
    },
    ...{
      discounts: [],
      expires_at: readExpiry(form),
      invoice: null,
      invoice_creation: null,
      locale: text(form, 'locale') ?? null,
    },
    ...{
      metadata: metadata(form),
      mode: 'payment',
      payment_intent: null,
      payment_link: null,
      payment_method_collection: 'if_required',
    },
    ...{ payment_method_configuration_details: null, payment_method_options: {}, payment_method_types: ['card'] },
    ...{ payment_status: 'unpaid', phone_number_collection: { enabled: false }, recovered_from: null, setup_intent: null },
    ...{
      shipping_address_collection: null,
      shipping_cost: null,
      shipping_options: [],
      status: 'open',
      submit_type: text(form, 'submit_type') ?? null,
    },
    ...{ subscription: null, total_details: { amount_discount: 0, amount_shipping: 0, amount_tax: 0 }, ui_mode: 'hosted' },
    ...{ url: `${desk.url}/pay/${id}`, wallet_options: null },
  };
  desk.state.sessions[id] = session;
  desk.state.lineItems[id] = lines;
  desk.state.intentData[id] = { metadata: metadata(intent), description: text(intent, 'description') ?? null };
  desk.changed();
  return session;
}

export function expireSession(desk: Desk, session: Session): Session {
  if (session.status !== 'open') {
    const message = `Only Checkout Sessions with a status in ["open"] can be expired. This Checkout Session has a status of \`${session.status}\`.`;
    throw invalidRequest(message, {}, true);
  }
  expire(desk, session);
  return session;
}

export const details = (email: string | null, name: string | null = null): unknown => ({
  ...{ address: null, email, name, phone: null, tax_exempt: 'none', tax_ids: null },
});

function readExpiry(form: Form): number {
  const now = unixNow();
  const at = integer(form, 'expires_at');
  if (at === undefined) return now + DAY;
  const outside = (words: string): Error =>
    invalidRequest(`The \`expires_at\` timestamp must be ${words} from Checkout Session creation.`, { param: 'expires_at' });
  // A moment of grace for the way from the caller's clock to here.
  if (at < now + 30 * MINUTE - 5) throw outside('at least 30 minutes');
  if (at > now + DAY + 5) throw outside('less than 24 hours');
  return at;
}

function address(form: Form, name: string): string | undefined {
  const url = text(form, name);
  if (url !== undefined && !/^https?:\/\/[^\s]+$/.test(url))
    throw invalidRequest('Not a valid URL', { code: 'url_invalid', param: name });
  return url;
}

const tooLong = (param: string, most: number): Error =>
  invalidRequest(`Invalid string: ${param} must be at most ${most} characters`, { param });
