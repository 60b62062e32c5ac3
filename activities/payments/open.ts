/** A payment page opens for an order that holds its seats. */
import { cancellationSignal } from '@temporalio/activity';
import { cityOf, formatShowTime, formatTime } from '../../domain/dates.ts';
import type { Language, LocalText } from '../../domain/language.ts';
import { type Currency, money } from '../../domain/money.ts';
import { type OrderLinks, orderUrl } from '../../domain/order-link.ts';
import type { ProviderName, Surface } from '../../domain/orders.ts';
import { orderNumber } from '../../domain/uuid.ts';
import type { OpenRequest, PaymentProviders } from '../../providers/payments/port.ts';
import { currentEm, inTransaction } from '../context.ts';
import { asFailure } from './as-failure.ts';

export type OpenPaymentDeps = { providers: PaymentProviders; orderLinks: OrderLinks; publicUrl: string };

type OrderRow = {
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
  lines: Array<{ name: LocalText; quantity: number; unit: number }> | null;
};

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
    `select o.provider, o.account, o.surface, o.language, o.total, o.currency, o.seats, o.person_id, o.created_at, o.hold_ends_at,
       p.title, s.starts_at, coalesce(c.time_zone, s.time_zone) as time_zone, c.email,
       (select jsonb_agg(jsonb_build_object('name', t.name, 'quantity', l.quantity, 'unit', l.unit_amount) order by t.position) from order_lines l
          join ticket_types t on t.tenant_id = l.tenant_id and t.id = l.ticket_type_id
          where l.tenant_id = o.tenant_id and l.order_id = o.id) as lines
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
  const tickets = language === 'ru' ? `билетов: ${order.seats}` : `tickets: ${order.seats}`;
  const when = `${formatShowTime(order.starts_at, order.time_zone, language)} (${cityOf(order.time_zone, language)})`;
  const until = `${formatTime(order.hold_ends_at, order.time_zone, language)} (${cityOf(order.time_zone, language)})`;
  const payUntil = language === 'ru' ? `места ждут до ${until}` : `seats are held until ${until}`;
  return {
    orderId,
    idempotencyKey: `${orderId}:checkout`,
    total: money(order.total, order.currency),
    title: order.title[language],
    // A provider's own page may stay open longer than the seats wait.
    description: `${when} · ${tickets} · ${orderNumber(orderId)} · ${payUntil}`,
    language,
    surface: order.surface,
    ...(order.email ? { email: order.email } : {}),
    // In Russian: it is Russian law that asks for the receipt.
    items: (order.lines ?? []).map(({ name, quantity, unit }) => ({
      ...{ description: `Билет: ${order.title.ru}, ${name.ru}`, quantity, unit: money(unit, order.currency) },
    })),
    holdEndsAt: order.hold_ends_at,
    orderedAt: order.created_at,
    returnUrls: { paid: orderUrl(publicUrl, orderId, token, { paid: true }), back: orderUrl(publicUrl, orderId, token) },
  };
}
