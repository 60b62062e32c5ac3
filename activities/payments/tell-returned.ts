/** A word to the buyer about money that went back, or that could not. */

import type { Language } from '../../domain/language.ts';
import { formatMoney, money } from '../../domain/money.ts';
import { type Notice, refundStuck, returned } from '../../domain/notices.ts';
import { currentEm } from '../context.ts';
import { type LetterDeps, refundLetter, shortLetter } from '../messaging/letters.ts';
import { type NotifyDeps, notify } from '../messaging/notify.ts';
import { eveningOf, recipientOf } from '../messaging/recipients.ts';
import type { RefundKey, RefundRow } from './refund-row.ts';

export type ToldDeps = NotifyDeps & LetterDeps;

export async function tellReturned(deps: ToldDeps, { tenantId, orderId, key }: RefundKey, row: RefundRow): Promise<void> {
  const to = await recipientOf(tenantId, orderId);
  if (!to) return;
  const sum = formatMoney(money(row.amount, row.currency), to.language);
  const kept = row.kept > 0 ? formatMoney(money(row.kept, row.currency), to.language) : null;
  const notice = row.reason === 'unearned' ? unearned(row.phase === 'paid', to.language, sum) : returned(to, { back: sum, kept });
  const evening = await eveningOf(tenantId, orderId);
  await notify(deps, {
    ...{ tenantId, orderId, key: `told:${key}`, to, whenUnknown: 'ask', telegram: notice },
    letter: async () =>
      refundLetter(deps, { orderId, to, evening, money: { ...row, ticketNumbers: await numbersOf(tenantId, key) } }),
  });
}

/** Once a refund, however often it is tried. */
export async function tellStuck(deps: ToldDeps, { tenantId, orderId, key }: RefundKey, row: RefundRow): Promise<void> {
  const to = await recipientOf(tenantId, orderId);
  if (!to) return;
  const what = formatMoney(money(row.amount, row.currency), to.language);
  const evening = await eveningOf(tenantId, orderId);
  await notify(deps, {
    ...{ tenantId, orderId, key: `stuck:${key}`, to, whenUnknown: 'ask', telegram: refundStuck(to, what) },
    letter: () => shortLetter(deps, { orderId, to, evening, about: 'refundStuck', what }),
  });
}

/** @param paid the order has its tickets, and this was money too much. */
function unearned(paid: boolean, language: Language, sum: string): Notice {
  if (language === 'ru')
    return {
      html: paid
        ? `Заказ уже был оплачен, билеты действуют. Лишний платёж — ${sum} — мы вернули туда, откуда он пришёл.`
        : `Мест по этому заказу уже нет, поэтому мы вернули ${sum}. Деньги придут туда, откуда пришли.`,
    };
  return {
    html: paid
      ? `The order was paid already and its tickets are good. We have returned the extra payment, ${sum}, to where it came from.`
      : `The seats of this order are gone, so we have returned ${sum} to where it came from.`,
  };
}

const numbersOf = async (tenantId: string, key: string): Promise<string[]> =>
  (
    await currentEm().execute<Array<{ number: string }>>(
      `select k.number from refunds r join tickets k on k.tenant_id = r.tenant_id and r.ticket_ids @> to_jsonb(k.id::text)
       where r.tenant_id = ? and r.key = ? order by k.number`,
      [tenantId, key],
    )
  ).map(({ number }) => number);
