/** A word to the buyer about money that went back, or that could not. */

import type { Language } from '../../domain/language.ts';
import { formatMoney, money } from '../../domain/money.ts';
import { type Notice, refundStuck, returned } from '../../domain/notices.ts';
import type { OrderKind } from '../../domain/orders.ts';
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
  const notice = row.reason === 'unearned' ? unearned(row, to.language, sum) : returned(to, { back: sum, kept });
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

/** Money too much for what is paid already, or money for what is no longer there. */
function unearned({ phase, kind }: Pick<RefundRow, 'phase' | 'kind'>, language: Language, sum: string): Notice {
  const [already, gone] = why[kind][language];
  const back =
    language === 'ru'
      ? {
          already: `Лишний платёж — ${sum} — мы вернули туда, откуда он пришёл.`,
          gone: `поэтому мы вернули ${sum}. Деньги придут туда, откуда пришли.`,
        }
      : {
          already: `We have returned the extra payment, ${sum}, to where it came from.`,
          gone: `so we have returned ${sum} to where it came from.`,
        };
  return { html: phase === 'paid' ? `${already} ${back.already}` : `${gone}, ${back.gone}` };
}

/** What is true of an order that is paid, and of one that is over. */
const why: Record<OrderKind, Record<Language, [string, string]>> = {
  tickets: {
    ru: ['Заказ уже был оплачен, билеты действуют.', 'Мест по этому заказу уже нет'],
    en: ['The order was paid already and its tickets are good.', 'The seats of this order are gone'],
  },
  donation: {
    ru: ['Ваше пожертвование уже пришло, спасибо.', 'Платёж пришёл, когда зал уже разошёлся'],
    en: ['Your donation had come already, thank you.', 'The payment came when the audience had left'],
  },
  shop: {
    ru: ['Покупка уже была оплачена.', 'Этого товара уже нет'],
    en: ['The purchase was paid already.', 'These goods are gone'],
  },
};

const numbersOf = async (tenantId: string, key: string): Promise<string[]> =>
  (
    await currentEm().execute<Array<{ number: string }>>(
      `select k.number from refunds r join tickets k on k.tenant_id = r.tenant_id and r.ticket_ids @> to_jsonb(k.id::text)
       where r.tenant_id = ? and r.key = ? order by k.number`,
      [tenantId, key],
    )
  ).map(({ number }) => number);
