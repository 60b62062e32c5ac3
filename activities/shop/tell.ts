/** What was bought reaches its buyer: a programme at once, of things a word on how they get there. */
import type { LocalText } from '../../domain/language.ts';
import { boughtLetter } from '../../domain/letters/index.ts';
import { money } from '../../domain/money.ts';
import { bought } from '../../domain/notices.ts';
import { currentEm } from '../context.ts';
import { eveningFor, type LetterDeps } from '../messaging/letters.ts';
import { type NotifyDeps, notify } from '../messaging/notify.ts';
import { pagesOf } from '../messaging/pages.ts';
import { eveningOf, recipientOf } from '../messaging/recipients.ts';

type OfOrder = { tenantId: string; orderId: string };
export type ShopTellDeps = NotifyDeps & LetterDeps;

export const createShopTellActivities = (deps: ShopTellDeps) => ({
  /** Once an order, however often it runs. Who can be reached by nothing finds it on the order's page. */
  async tellBought({ tenantId, orderId }: OfOrder): Promise<void> {
    const to = await recipientOf(tenantId, orderId);
    if (!to) return;
    const { language } = to;
    const evening = await eveningOf(tenantId, orderId);
    const goods = (await boughtGoods({ tenantId, orderId })).map(({ title, gift, quantity }) => ({
      ...{ title: title[language], quantity, gift: gift?.[language] ?? null },
    }));
    const page = pagesOf(deps).of(orderId, to);
    await notify(deps, {
      ...{ tenantId, orderId, to, key: `bought:${orderId}` },
      // Paid is delivered, always: a second copy harms nobody.
      whenUnknown: 'again',
      telegram: bought(to, evening, { goods, page }),
      letter: () =>
        boughtLetter({
          ...{ language, siteUrl: deps.publicUrl, evening: eveningFor(evening, to), goods, pageUrl: page },
          ...{ orderId, paid: money(evening.total, evening.currency) },
        }),
    });
  },
});

const boughtGoods = ({ tenantId, orderId }: OfOrder) =>
  currentEm().execute<Array<{ title: LocalText; gift: LocalText | null; quantity: number }>>(
    `select i.title, i.gift, l.quantity from shop_lines l join shop_items i on i.tenant_id = l.tenant_id and i.id = l.item_id
     where l.tenant_id = ? and l.order_id = ? order by i.position, i.id`,
    [tenantId, orderId],
  );
