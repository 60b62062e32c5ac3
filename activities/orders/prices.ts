/** What tickets cost, read where they are held: prices are today's. */
import type { EntityManager } from '@mikro-orm/postgresql';
import type { Currency } from '../../domain/money.ts';
import type { OrderLine } from '../../domain/orders.ts';

type Asked = { tenantId: string; showId: string; lines: OrderLine[]; currency: Currency; givenBy?: string | null };
export type PriceRefusal = 'noSuchTicketType' | 'noPriceInCurrency' | 'priceTooLow';

/** What each ticket costs this buyer: the type's price, or what they want to pay when it is not less. */
export async function pricesOf(
  tx: EntityManager,
  { tenantId, showId, lines, currency, givenBy }: Asked,
): Promise<{ unit: Map<string, number> } | { refusal: PriceRefusal }> {
  const types = await tx.execute<Array<{ id: string; amount: number | null; open_price: boolean }>>(
    `select t.id, p.amount, t.open_price from ticket_types t
     left join ticket_prices p on p.tenant_id = t.tenant_id and p.ticket_type_id = t.id and p.currency = ?
     where t.tenant_id = ? and t.show_id = ? and t.id in (${lines.map(() => '?').join(', ')})`,
    [currency, tenantId, showId, ...lines.map((line) => line.ticketTypeId)],
  );
  const unit = new Map<string, number>();
  for (const { ticketTypeId, unitAmount } of lines) {
    const type = types.find(({ id }) => id === ticketTypeId);
    if (!type) return { refusal: 'noSuchTicketType' };
    if (givenBy) {
      unit.set(ticketTypeId, 0);
      continue;
    }
    if (type.amount === null) return { refusal: 'noPriceInCurrency' };
    if (type.open_price && unitAmount !== undefined && unitAmount < type.amount) return { refusal: 'priceTooLow' };
    unit.set(ticketTypeId, type.open_price ? (unitAmount ?? type.amount) : type.amount);
  }
  return { unit };
}
