/** Donations and the shop of a show, for whoever holds a ticket of it. */
import { z } from 'zod';
import { Refusal } from '../../domain/errors.ts';
import { type Currency, money } from '../../domain/money.ts';
import type { ExtraKind, PayingProvider, Surface } from '../../domain/orders.ts';
import { cleanWords, donationBounds, type ExtraWords, isDonation, mostOfItem, wordsRefusal } from '../../domain/shop.ts';
import { isGathering } from '../../queries/audience/entrance.ts';
import { rulesOf } from '../../queries/audience/feed.ts';
import { orderState, refusedBefore } from '../../queries/orders/state.ts';
import { offersOf } from '../../queries/payments/offers.ts';
import { hasEmail } from '../../queries/people/contact.ts';
import { type ExtraOrderView, extrasOf, findExtra } from '../../queries/shop/extras.ts';
import { itemsOnOffer } from '../../queries/shop/items.ts';
import { findWatch, type Watching } from '../../queries/stage/watch.ts';
import { countryOfRequest } from '../country.ts';
import type { ApiDeps } from '../deps.ts';
import { defineRoute, type Route } from '../route.ts';
import { Id } from '../schemas/common.ts';
import { DonationAsked, ExtraOrder, Extras, PurchaseAsked } from '../schemas/shop.ts';
import type { Visitor } from '../visitor.ts';
import { whatToWatch } from './watch-answer.ts';

const params = z.object({ id: Id });
const common = { tag: 'Extras', access: 'order', query: z.object({ token: z.string().max(120).optional() }) } as const;
const saleProblems = [
  ...(['NotFound', 'AudienceClosed', 'TicketNotValid', 'CountryRefused', 'EmailRequired', 'ProviderNotOffered'] as const),
  ...(['OrderNotYours', 'OrderDiffers', 'OrderClosed', 'PaymentUnavailable', 'SalesPaused', 'Busy'] as const),
];

type Asked = {
  orderId: string;
  kind: ExtraKind;
  amount: number | null;
  items: Array<{ itemId: string; quantity: number }>;
  currency: Currency;
  provider: PayingProvider;
  words: ExtraWords;
};

export const extraRoutes = (deps: ApiDeps): Route[] => {
  const { readers, orderLinks, stage, orders, extras } = deps;

  /** @throws Refusal NotFound, the same for a wrong token and for a ticket that does not exist */
  const ticketOf = async (id: string, token: string | undefined, { session }: Visitor): Promise<Watching> => {
    const byToken = token && (orderLinks.verifyTicket(id, token) ?? stage.screenKeys.verify('screen', id, token));
    const personId = byToken || session?.personId;
    const found = personId && (await findWatch(readers, personId, id));
    if (!found) throw new Refusal('NotFound');
    return found;
  };
  /** Why nothing may be paid for by this ticket now; undefined: it may. */
  const closedFor = async (found: Watching, country: string | null) => {
    const { why } = whatToWatch(found, country);
    if (why === 'ticketVoid' || why === 'showCancelled') return 'TicketNotValid';
    if (why === 'countryRefused') return 'CountryRefused';
    const { tenantId, showId } = found;
    return why === 'putOut' || !(await isGathering(readers.member(tenantId), { tenantId, showId }))
      ? 'AudienceClosed'
      : undefined;
  };
  const surfaceOf = ({ session }: Visitor, personId: string): Surface =>
    session?.personId === personId ? session.surface : 'web';
  const offersFor = ({ tenantId, personId }: Watching, visitor: Visitor) =>
    offersOf(readers.platform(), deps.houseProviders, { tenantId, surface: surfaceOf(visitor, personId) });

  const seen = async ({ personId, ticketId }: Watching, orderId: string, { language }: Visitor) => {
    const order = await findExtra(readers, personId, { orderId, ticketId });
    if (!order) throw new Refusal('NotFound');
    const { typed, ...view } = order;
    return { typed, body: shown(view, language) };
  };

  const place = async (found: Watching, asked: Asked, visitor: Visitor, country: string | null) => {
    const { tenantId, showId, ticketId, personId } = found;
    const { orderId, provider, currency } = asked;
    const words = cleanWords(asked.words);
    const before = await orderState(readers.platform(), orderId);
    if (before && before.personId !== personId) throw new Refusal('OrderNotYours');
    const offer = (await offersFor(found, visitor)).find((one) => one.provider === provider);
    if (!before) await admit(found, { ...asked, words }, country);
    if (!offer?.currencies.includes(currency)) throw new Refusal('ProviderNotOffered');
    const own = visitor.session?.personId === personId ? visitor.session : undefined;
    const contact = own ? deps.openContact(own.contact) : {};
    // Its receipt must reach somebody (54-FZ).
    if (provider === 'yookassa' && !contact.email && !(await hasEmail(readers.platform(), { tenantId, personId })))
      throw new Refusal('EmailRequired');
    const order = {
      ...{ tenantId, showId, ticketId, personId, ...asked, words, contact, known: before !== undefined },
      ...{ account: offer.account, surface: surfaceOf(visitor, personId), language: visitor.language },
      ...(own ? { bot: own.bot } : {}),
    };
    await extras.place(order).catch(async (error: unknown) => {
      throw await refusedBefore(readers.platform(), order, error);
    });
    const { typed, body } = await seen(found, orderId, visitor);
    if (typed.name !== words.name || typed.text !== words.text) throw new Refusal('OrderDiffers');
    return { body };
  };
  /** What is asked of something new: a repeated request finds its order, whatever has changed since. */
  const admit = async (found: Watching, { kind, amount, currency, words }: Asked, country: string | null) => {
    const closed = await closedFor(found, country);
    if (closed) throw new Refusal(closed);
    if (kind === 'shop') return;
    if (amount === null || !isDonation(money(amount, currency))) throw new Refusal('AmountOutOfBounds');
    const refusal = wordsRefusal(words, await rulesOf(readers.member(found.tenantId), found));
    if (refusal) throw new Refusal(refusal);
  };
  const countryOf = (req: Parameters<typeof countryOfRequest>[0]) => countryOfRequest(req, stage.countryHeader);

  return [
    defineRoute({
      ...{ ...common, method: 'get', path: '/tickets/{id}/extras', params, answer: Extras, problems: ['NotFound'] },
      summary: 'What can be given and bought by this ticket now, and what was',
      async handle({ params: { id }, query: { token }, visitor, req }) {
        const found = await ticketOf(id, token, visitor);
        const ways = (await offersFor(found, visitor)).map(({ provider, currencies }) => ({ provider, currencies }));
        const taken = new Set(ways.flatMap(({ currencies }) => currencies));
        const items = await itemsOnOffer(readers.member(found.tenantId), found.tenantId);
        const bought = await extrasOf(readers, found.personId, id);
        return {
          body: {
            open: (await closedFor(found, countryOf(req))) === undefined,
            ways,
            donations: [...taken].map((currency) => ({ currency, ...donationBounds[currency] })),
            items: items.map((item) => ({ ...item, mostEach: Math.min(mostOfItem, item.left ?? mostOfItem) })),
            bought: bought.map((order) => shown(order, visitor.language)),
          },
        };
      },
    }),
    defineRoute({
      ...{ ...common, method: 'post', path: '/tickets/{id}/donations', params, status: 201, body: DonationAsked },
      ...{ answer: ExtraOrder, problems: [...saleProblems, 'AmountOutOfBounds', 'LineHasLink', 'LineHasWord'] },
      summary: 'Give to the theatre; with the payment the words stand over the picture of everybody',
      async handle({ params: { id }, query: { token }, body, visitor, req, log }) {
        log({ orderId: body.orderId });
        const { name, text, ...asked } = body;
        const found = await ticketOf(id, token, visitor);
        return place(found, { ...asked, kind: 'donation', items: [], words: { name, text } }, visitor, countryOf(req));
      },
    }),
    defineRoute({
      ...{ ...common, method: 'post', path: '/tickets/{id}/purchases', params, status: 201, body: PurchaseAsked },
      ...{ answer: ExtraOrder, problems: [...saleProblems, 'GoodsGone', 'NoSuchItem', 'NoPriceInCurrency', 'TooManyUnpaid'] },
      summary: 'Keep goods for ten minutes and get the payment link',
      async handle({ params: { id }, query: { token }, body, visitor, req, log }) {
        log({ orderId: body.orderId });
        const { note, ...asked } = body;
        const found = await ticketOf(id, token, visitor);
        return place(found, { ...asked, kind: 'shop', amount: null, words: { name: '', text: note } }, visitor, countryOf(req));
      },
    }),
    defineRoute({
      ...{ ...common, method: 'get', path: '/tickets/{id}/extras/{orderId}', params: params.extend({ orderId: Id }) },
      ...{ answer: ExtraOrder, problems: ['NotFound'] },
      summary: 'A donation or a purchase, and where it stands',
      async handle({ params: { id, orderId }, query: { token }, visitor }) {
        const { body } = await seen(await ticketOf(id, token, visitor), orderId, visitor);
        return { body };
      },
    }),
    defineRoute({
      ...{ ...common, method: 'post', path: '/tickets/{id}/extras/{orderId}/cancel', params: params.extend({ orderId: Id }) },
      ...{ answer: ExtraOrder, problems: ['NotFound', 'NotAwaitingPayment', 'Busy'] },
      summary: 'Give it up before it is paid; goods are on the shelf again',
      async handle({ params: { id, orderId }, query: { token }, visitor, log }) {
        log({ orderId });
        const found = await ticketOf(id, token, visitor);
        await seen(found, orderId, visitor);
        await orders.cancel({ orderId, personId: found.personId });
        const { body } = await seen(found, orderId, visitor);
        return { body };
      },
    }),
  ];
};

const shown = ({ items, ...order }: ExtraOrderView, language: Visitor['language']) => ({
  ...order,
  items: items.map(({ gift, ...item }) => ({ ...item, gift: gift?.[language] ?? null })),
});
