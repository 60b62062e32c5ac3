/** Which provider may be offered on which surface: a safe default with its reason, and what an organisation decided instead. */
import type { LocalText } from './language.ts';
import type { Currency } from './money.ts';
import { type PayingProvider, payingProviders, type Surface } from './orders.ts';

/** `account`: whose it is at the provider; `platform` is the house's own. */
export type Offer = { provider: PayingProvider; account: string; currencies: Currency[] };

export const currenciesOf: Record<PayingProvider, Currency[]> = {
  stripe: ['RUB', 'EUR', 'USD'],
  yookassa: ['RUB'],
  stars: ['XTR'],
};

/** https://core.telegram.org/bots/payments-stars#paying-for-digital-goods-and-services */
const inTelegram: LocalText = {
  ru: 'По правилам Telegram цифровые товары внутри бота и Mini App продают только за Stars; за другую оплату бота могут закрыть. Онлайн-показ, скорее всего, цифровой товар.',
  en: 'By Telegram’s rules digital goods inside a bot or Mini App are sold for Stars only; a bot that takes other money may be closed. An online show is most likely a digital good.',
};
const onTheWeb: LocalText = {
  ru: 'Stars существуют только внутри Telegram; на обычной веб-странице платят картой или через СБП.',
  en: 'Stars exist inside Telegram only; on a plain web page people pay by card or SBP.',
};

/** What is offered when nobody decided otherwise, and why. */
export const safeDefault: Record<Surface, { providers: PayingProvider[]; reason: LocalText }> = {
  bot: { providers: ['stars'], reason: inTelegram },
  miniapp: { providers: ['stars'], reason: inTelegram },
  web: { providers: ['stripe', 'yookassa'], reason: onTheWeb },
};

export type SellingAccount = {
  provider: PayingProvider;
  account: string;
  /** Null: the safe default. */
  surfaces: Surface[] | null;
  /** One that is switched off is offered nowhere, and the house's own does not stand in for it. */
  active: boolean;
};

/** An organisation's own account goes before the house's; in the order of the safe default, then of the list of providers. */
export function offersOn(surface: Surface, accounts: { own: SellingAccount[]; platform: PayingProvider[] }): Offer[] {
  const defaults = safeDefault[surface].providers;
  const order = [...defaults, ...payingProviders.filter((provider) => !defaults.includes(provider))];
  return order.flatMap((provider) => {
    const own = accounts.own.find((account) => account.provider === provider);
    const offered = own?.surfaces ? own.surfaces.includes(surface) : defaults.includes(provider);
    const there = own ? own.active : accounts.platform.includes(provider);
    return offered && there ? [{ provider, account: own?.account ?? 'platform', currencies: currenciesOf[provider] }] : [];
  });
}
