/** The choice on a show's page: how many of which ticket, for what sum, in which currency, paid how, for whom; kept for the tab. */
import { computed, type Ref, reactive, ref, watch } from 'vue';
import type { Currency, PaymentOffer, Show } from '../api/types.ts';
import { type Basket, countOf, currenciesOf, fitBasket, type Given, mostOf, offersIn, totalOf } from '../logic/basket.ts';
import { priceIn } from '../logic/money.ts';
import { readSum, writeSum } from '../logic/open-price.ts';
import { tabStorage } from './storage.ts';
import { useWords } from './use-words.ts';

type Draft = {
  basket: Basket;
  /** As typed; in the chosen currency. */
  sums?: Record<string, string>;
  currency?: Currency;
  provider?: PaymentOffer['provider'];
  email: string;
  name: string;
};
const keyOf = (showId: string) => `rampa:draft:${showId}`;

function readDraft(showId: string): Partial<Draft> {
  try {
    return JSON.parse(tabStorage.getItem(keyOf(showId)) ?? '{}') as Partial<Draft>;
  } catch {
    return {};
  }
}

/** For "take the same seats": the show's page opens with this choice. */
export function draftFor(showId: string, lines: readonly { ticketTypeId: string; quantity: number }[], currency: Currency): void {
  const basket = Object.fromEntries(lines.map((line) => [line.ticketTypeId, line.quantity]));
  tabStorage.setItem(keyOf(showId), JSON.stringify({ ...readDraft(showId), basket, currency }));
}

export function useBasket(show: Ref<Show | undefined>) {
  const { preferred, language } = useWords();
  const basket = ref<Basket>({});
  const sums = ref<Record<string, string>>({});
  const buyer = reactive({ email: '', name: '' });
  const chosen = ref<Currency>();
  const provider = ref<PaymentOffer['provider']>();
  /** The house has fewer seats than were chosen before. */
  const reduced = ref(false);

  const currencies = computed(() => (show.value ? currenciesOf(show.value) : []));
  const currency = computed(() =>
    chosen.value && currencies.value.includes(chosen.value) ? chosen.value : preferred(currencies.value),
  );
  const offers = computed(() => (show.value && currency.value ? offersIn(show.value.payment, currency.value) : []));
  const offer = computed(() => offers.value.find((one) => one.provider === provider.value) ?? offers.value[0]);
  const count = computed(() => countOf(basket.value));
  const types = computed(() => show.value?.ticketTypes ?? []);

  /** What is given for each ticket of the types that are pay-what-you-want; undefined when it is no sum. */
  const given = computed<Given>(() => {
    const open = types.value.filter((type) => type.openPrice && (basket.value[type.id] ?? 0) > 0);
    return Object.fromEntries(
      open.map((type) => [type.id, currency.value && readSum(sums.value[type.id] ?? '', currency.value)]),
    ) as Given;
  });
  /** Types whose sum cannot be taken. */
  const lowSums = computed(() =>
    Object.entries(given.value).flatMap(([id, amount]) => {
      const type = types.value.find((one) => one.id === id);
      const least = type && currency.value ? priceIn(type.prices, currency.value)?.amount : undefined;
      return least === undefined || (amount !== undefined && amount >= least) ? [] : [id];
    }),
  );
  const total = computed(() =>
    show.value && currency.value ? totalOf(basket.value, types.value, currency.value, given.value) : undefined,
  );

  watch(
    () => show.value?.id,
    (id) => {
      if (!id || !show.value) return;
      const draft = readDraft(id);
      Object.assign(buyer, { email: draft.email ?? buyer.email, name: draft.name ?? buyer.name });
      chosen.value = draft.currency;
      provider.value = draft.provider;
      sums.value = draft.sums ?? {};
      const only = show.value.ticketTypes.length === 1 ? show.value.ticketTypes[0] : undefined;
      basket.value = draft.basket ?? (only && show.value.onSale ? { [only.id]: 1 } : {});
      reduced.value = false;
    },
    { immediate: true },
  );
  watch(
    [show, currency],
    ([, now], [, before]) => {
      if (!show.value) return;
      // A sum typed in roubles says nothing in euros.
      if (before && now !== before) sums.value = {};
      const fitted = fitBasket(basket.value, show.value, currency.value);
      if (countOf(fitted) < count.value && currency.value) reduced.value = true;
      basket.value = fitted;
    },
    { immediate: true },
  );
  // The least stands in the field until the buyer writes another sum.
  watch(
    [basket, sums, currency],
    () => {
      const missing = types.value.filter((type) => type.openPrice && basket.value[type.id] && !(type.id in sums.value));
      const least = missing.flatMap((type) => {
        const price = currency.value && priceIn(type.prices, currency.value);
        return price ? [[type.id, writeSum(price, language.value)]] : [];
      });
      if (least.length > 0) sums.value = { ...sums.value, ...Object.fromEntries(least) };
    },
    { immediate: true },
  );
  watch([basket, sums, chosen, provider, buyer], () => {
    if (!show.value) return;
    const draft: Draft = {
      ...{ basket: basket.value, sums: sums.value, email: buyer.email, name: buyer.name },
      ...(chosen.value ? { currency: chosen.value } : {}),
      ...(provider.value ? { provider: provider.value } : {}),
    };
    tabStorage.setItem(keyOf(show.value.id), JSON.stringify(draft));
  });

  function setQuantity(typeId: string, quantity: number): void {
    const type = show.value?.ticketTypes.find((one) => one.id === typeId);
    if (!type || !show.value || !currency.value || !priceIn(type.prices, currency.value)) return;
    reduced.value = false;
    basket.value = { ...basket.value, [typeId]: Math.max(0, Math.min(quantity, mostOf(type, basket.value, show.value))) };
  }
  const setSum = (typeId: string, typed: string): void => {
    sums.value = { ...sums.value, [typeId]: typed };
  };

  return {
    ...{ basket, sums, given, lowSums, buyer, chosen, currency, currencies, provider, offers, offer, count, total, reduced },
    ...{ setQuantity, setSum },
  };
}
