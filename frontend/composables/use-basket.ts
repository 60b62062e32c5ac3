/** The choice on a show's page: how many of which ticket, in which currency, for whom; kept for the tab. */
import { computed, type Ref, reactive, ref, watch } from 'vue';
import type { Currency, Show } from '../api/types.ts';
import { type Basket, countOf, currenciesOf, fitBasket, mostOf, offerFor, totalOf } from '../logic/basket.ts';
import { priceIn } from '../logic/money.ts';
import { tabStorage } from './storage.ts';
import { useWords } from './use-words.ts';

type Draft = { basket: Basket; currency?: Currency; email: string; name: string };
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
  const { preferred } = useWords();
  const basket = ref<Basket>({});
  const buyer = reactive({ email: '', name: '' });
  const chosen = ref<Currency>();
  /** The house has fewer seats than were chosen before. */
  const reduced = ref(false);

  const currencies = computed(() => (show.value ? currenciesOf(show.value) : []));
  const currency = computed(() =>
    chosen.value && currencies.value.includes(chosen.value) ? chosen.value : preferred(currencies.value),
  );
  const offer = computed(() => (show.value && currency.value ? offerFor(show.value.payment, currency.value) : undefined));
  const count = computed(() => countOf(basket.value));
  const total = computed(() =>
    show.value && currency.value ? totalOf(basket.value, show.value.ticketTypes, currency.value) : undefined,
  );

  watch(
    () => show.value?.id,
    (id) => {
      if (!id || !show.value) return;
      const draft = readDraft(id);
      Object.assign(buyer, { email: draft.email ?? buyer.email, name: draft.name ?? buyer.name });
      chosen.value = draft.currency;
      const only = show.value.ticketTypes.length === 1 ? show.value.ticketTypes[0] : undefined;
      basket.value = draft.basket ?? (only && show.value.onSale ? { [only.id]: 1 } : {});
      reduced.value = false;
    },
    { immediate: true },
  );
  watch(
    [show, currency],
    () => {
      if (!show.value) return;
      const fitted = fitBasket(basket.value, show.value, currency.value);
      if (countOf(fitted) < count.value && currency.value) reduced.value = true;
      basket.value = fitted;
    },
    { immediate: true },
  );
  watch([basket, chosen, buyer], () => {
    if (!show.value) return;
    const draft: Draft = {
      basket: basket.value,
      email: buyer.email,
      name: buyer.name,
      ...(chosen.value ? { currency: chosen.value } : {}),
    };
    tabStorage.setItem(keyOf(show.value.id), JSON.stringify(draft));
  });

  function setQuantity(typeId: string, quantity: number): void {
    const type = show.value?.ticketTypes.find((one) => one.id === typeId);
    if (!type || !show.value || !currency.value || !priceIn(type.prices, currency.value)) return;
    reduced.value = false;
    basket.value = { ...basket.value, [typeId]: Math.max(0, Math.min(quantity, mostOf(type, basket.value, show.value))) };
  }

  return { basket, buyer, chosen, currency, currencies, offer, count, total, reduced, setQuantity };
}
