/** A payment page opens for an order that holds what it asks for. */
import { cancellationSignal } from '@temporalio/activity';
import { cityOf, formatShowTime, formatTime } from '../../domain/dates.ts';
import type { Language, LocalText } from '../../domain/language.ts';
import { type Currency, money } from '../../domain/money.ts';
import { type OrderLinks, orderUrl } from '../../domain/order-link.ts';
import type { OrderKind, ProviderName, Surface } from '../../domain/orders.ts';
import { orderNumber } from '../../domain/uuid.ts';
import type { OpenRequest, PaymentProviders } from '../../providers/payments/port.ts';
import { currentEm, inTransaction } from '../context.ts';
import { asFailure } from './as-failure.ts';

export type OpenPaymentDeps = { providers: PaymentProviders; orderLinks: OrderLinks; publicUrl: string };

type OrderRow = {
  kind: OrderKind;
  provider: ProviderName;
  account: string;
  surface: Surface;
  language: Language;
  total: number;
  currency: Currency;
  seats: number;
  person_id: string;
  created_at: Date;
  hold_ends_at: Date;
  title: LocalText;
  starts_at: Date;
  time_zone: string;
  email: string | null;
  lines: Line[] | null;
  goods: Line[] | null;
};
type Line = { name: LocalText; quantity: number; unit: number };

export const createOpenPaymentActivities = ({ providers, orderLinks, publicUrl }: OpenPaymentDeps) => ({
  /**
   * The same page for a repeated call: the provider gets the order's own idempotency key.
   * @throws a non-retryable PaymentRejected when the provider says no.
   */
  async openPayment({ tenantId, orderId }: { tenantId: string; orderId: string }): Promise<{ checkoutUrl: string }> {
    const order = await orderOf(tenantId, orderId);
    const request = openRequest(order, orderId, publicUrl, orderLinks.sign(orderId, order.person_id));
    const opened = await asFailure(async () =>
      (await providers.get(order.provider, order.account)).open(request, cancellationSignal()),
    );
    await inTransaction(async (tx) => {
      await tx.execute(
        `insert into payment_sessions (tenant_id, order_id, provider, account, session_id, amount, currency, state)
         values (?, ?, ?, ?, ?, ?, ?, 'open') on conflict do nothing`,
        [tenantId, orderId, order.provider, order.account, opened.sessionId, order.total, order.currency],
      );
      await tx.execute(
        `update orders set phase = 'awaitingPayment', checkout_url = ? where tenant_id = ? and id = ? and phase = 'held'`,
        [opened.url, tenantId, orderId],
      );
    });
    return { checkoutUrl: opened.url };
  },
});

async function orderOf(tenantId: string, orderId: string): Promise<OrderRow> {
  const [row] = await currentEm().execute<OrderRow[]>(
    `select o.kind, o.provider, o.account, o.surface, o.language, o.total, o.currency, o.seats, o.person_id, o.created_at, o.hold_ends_at,
       p.title, s.starts_at, coalesce(c.time_zone, s.time_zone) as time_zone, c.email,
       (select jsonb_agg(jsonb_build_object('name', t.name, 'quantity', l.quantity, 'unit', l.unit_amount) order by t.position) from order_lines l
          join ticket_types t on t.tenant_id = l.tenant_id and t.id = l.ticket_type_id
          where l.tenant_id = o.tenant_id and l.order_id = o.id) as lines,
       (select jsonb_agg(jsonb_build_object('name', i.title, 'quantity', l.quantity, 'unit', l.unit_amount) order by i.position, i.id) from shop_lines l
          join shop_items i on i.tenant_id = l.tenant_id and i.id = l.item_id
          where l.tenant_id = o.tenant_id and l.order_id = o.id) as goods
     from orders o
     join shows s on s.tenant_id = o.tenant_id and s.id = o.show_id
     join productions p on p.tenant_id = s.tenant_id and p.id = s.production_id
     left join contacts c on c.tenant_id = o.tenant_id and c.person_id = o.person_id
     where o.tenant_id = ? and o.id = ?`,
    [tenantId, orderId],
  );
  if (!row) throw new Error(`order ${orderId} has no row yet`);
  return row;
}

function openRequest(order: OrderRow, orderId: string, publicUrl: string, token: string): OpenRequest {
  const { language } = order;
  const { title, what, waits, items } = wordsOf(order);
  const when = `${formatShowTime(order.starts_at, order.time_zone, language)} (${cityOf(order.time_zone, language)})`;
  const until = `${formatTime(order.hold_ends_at, order.time_zone, language)} (${cityOf(order.time_zone, language)})`;
  return {
    orderId,
    idempotencyKey: `${orderId}:checkout`,
    total: money(order.total, order.currency),
    title,
    // A provider's own page may stay open longer than the order waits.
    description: [when, what, orderNumber(orderId), `${waits} ${until}`].join(' · '),
    language,
    surface: order.surface,
    ...(order.email ? { email: order.email } : {}),
    items: items.map(({ description, quantity, unit }) => ({ description, quantity, unit: money(unit, order.currency) })),
    holdEndsAt: order.hold_ends_at,
    orderedAt: order.created_at,
    returnUrls: { paid: orderUrl(publicUrl, orderId, token, { paid: true }), back: orderUrl(publicUrl, orderId, token) },
  };
}

type PageWords = {
  title: string;
  what: string;
  waits: string;
  items: Array<{ description: string; quantity: number; unit: number }>;
};

/** What a payment page says is paid for. Items in Russian: it is Russian law that asks for the receipt. */
function wordsOf(order: OrderRow): PageWords {
  const { kind, language, title, total } = order;
  const say = (ru: string, en: string) => (language === 'ru' ? ru : en);
  const { ru } = title;
  if (kind === 'donation')
    return {
      title: say(`Поддержка: ${title.ru}`, `Support: ${title.en}`),
      what: say('пожертвование театру', 'a donation to the theatre'),
      waits: say('страница открыта до', 'the page is open until'),
      items: [{ description: `Поддержка: ${ru}`, quantity: 1, unit: total }],
    };
  const sold = (kind === 'shop' ? order.goods : order.lines) ?? [];
  const items = sold.map(({ name, quantity, unit }) => ({
    ...{ description: kind === 'shop' ? `${name.ru} (${ru})` : `Билет: ${ru}, ${name.ru}`, quantity, unit },
  }));
  if (kind === 'shop')
    return {
      title: say(`Лавка: ${title.ru}`, `Shop: ${title.en}`),
      what: sold.map(({ name, quantity }) => `${name[language]} × ${quantity}`).join(', '),
      waits: say('отложено до', 'kept until'),
      items,
    };
  return {
    title: title[language],
    what: say(`билетов: ${order.seats}`, `tickets: ${order.seats}`),
    waits: say('места ждут до', 'seats are held until'),
    items,
  };
}
