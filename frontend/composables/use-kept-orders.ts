/** The orders of this browser with their tokens: a guest has no other key to them. */
import { ref } from 'vue';
import { longStorage } from './storage.ts';

export type KeptOrder = { orderId: string; token: string; showId?: string; name?: string };

const key = 'rampa:orders';
const most = 40;

function read(): KeptOrder[] {
  try {
    const kept: unknown = JSON.parse(longStorage.getItem(key) ?? '[]');
    if (!Array.isArray(kept)) return [];
    return kept.filter((order): order is KeptOrder => typeof order?.orderId === 'string' && typeof order?.token === 'string');
  } catch {
    return [];
  }
}

const orders = ref(read());

/** Newest first; an order that is known already gets its newer token. */
export function keepOrder(order: KeptOrder): void {
  const before = orders.value.find((kept) => kept.orderId === order.orderId);
  orders.value = [{ ...before, ...order }, ...orders.value.filter((kept) => kept !== before)].slice(0, most);
  longStorage.setItem(key, JSON.stringify(orders.value));
}

export const useKeptOrders = () => orders;
export const keptOrder = (orderId: string): KeptOrder | undefined => orders.value.find((order) => order.orderId === orderId);
