/** A stand-in for what is given and sold beside a show. */
import type { ErrorCode } from '../../domain/errors.ts';
import type { ExtraOrder, Extras, NewDonation, NewPurchase, ShopItem } from '../../frontend/logic/audience/extras.ts';
import { uuid } from './playbill-fixtures.ts';

export const programme: ShopItem = {
  ...{ id: uuid(8101), kind: 'programme', title: { ru: 'Программка «Чайки»', en: 'Programme of The Seagull' } },
  ...{ note: { ru: 'Фотографии и письма', en: 'Photographs and letters' }, symbol: 'gull', hue: 210, left: null, mostEach: 1 },
  prices: [
    { amount: 20_000, currency: 'RUB' },
    { amount: 300, currency: 'EUR' },
  ],
};
export const mug: ShopItem = {
  ...{ id: uuid(8102), kind: 'merchandise', title: { ru: 'Кружка с чайкой', en: 'Mug with a gull' } },
  ...{ note: { ru: 'Фарфор, 350 мл', en: 'China, 350 ml' }, symbol: 'cherry', hue: 350, left: 3, mostEach: 5 },
  prices: [
    { amount: 90_000, currency: 'RUB' },
    { amount: 1200, currency: 'EUR' },
  ],
};
const offered = (): Extras => ({
  open: true,
  donations: [
    { currency: 'RUB', suggested: [20_000, 50_000, 100_000, 300_000], least: 10_000, most: 5_000_000 },
    { currency: 'EUR', suggested: [300, 500, 1000, 3000], least: 200, most: 50_000 },
  ],
  ways: [
    { provider: 'yookassa', currencies: ['RUB'] },
    { provider: 'stripe', currencies: ['EUR'] },
  ],
  items: [programme, structuredClone(mug)],
  bought: [],
});

export function createTill() {
  const state = {
    extras: offered(),
    refuse: undefined as ErrorCode | undefined,
    asked: [] as (NewDonation | NewPurchase)[],
    page: '',
  };
  const orders = new Map<string, ExtraOrder>();

  function place(
    kind: ExtraOrder['kind'],
    { orderId, currency }: NewDonation | NewPurchase,
    more: Partial<ExtraOrder>,
  ): ExtraOrder {
    const known = orders.get(orderId);
    if (known) return known;
    const made: ExtraOrder = {
      ...{ orderId, number: `P-${orders.size + 101}`, kind, phase: 'awaitingPayment', reason: null, items: [] },
      ...{ total: { amount: 0, currency }, checkoutUrl: `${state.page}/pay/${orderId}` },
      ...{ holdEndsAt: new Date(Date.now() + 600_000).toISOString(), handedOverAt: null, refunded: null },
      ...more,
    };
    orders.set(orderId, made);
    return made;
  }
  const give = (asked: NewDonation) => place('donation', asked, { total: { amount: asked.amount, currency: asked.currency } });
  function buy(asked: NewPurchase): ExtraOrder {
    const items = asked.items.map(({ itemId, quantity }) => {
      const item = state.extras.items.find(({ id }) => id === itemId)!;
      return {
        itemId,
        title: item.title,
        quantity,
        unit: item.prices.find(({ currency }) => currency === asked.currency)!,
        gift: null,
      };
    });
    const amount = items.reduce((sum, { unit, quantity }) => sum + unit.amount * quantity, 0);
    return place('shop', asked, { items, total: { amount, currency: asked.currency } });
  }

  return {
    ...{ state, orders },
    /** @throws ErrorCode */
    answer(method: string, [action, id, verb]: (string | undefined)[], body: unknown): unknown {
      if (action === 'extras' && id === undefined)
        return { ...state.extras, bought: [...orders.values()].filter(({ phase }) => phase === 'paid') };
      if (action === 'extras') {
        const order = orders.get(id!);
        if (!order) throw 'NotFound' satisfies ErrorCode;
        if (verb === 'cancel') order.phase = 'cancelled';
        return order;
      }
      if (method !== 'POST') throw 'NotFound' satisfies ErrorCode;
      state.asked.push(body as NewDonation);
      if (state.refuse) throw state.refuse;
      return action === 'donations' ? give(body as NewDonation) : buy(body as NewPurchase);
    },
    /** The money has come. */
    pay(orderId: string): ExtraOrder {
      const order = orders.get(orderId)!;
      order.phase = 'paid';
      for (const item of order.items) if (item.itemId === programme.id) item.gift = 'https://theatre.example/programme.pdf';
      return order;
    },
  };
}
