/** Opens the payment where the person stands: Telegram's own sheet for Stars, the payment page elsewhere. */
import { useRouter } from 'vue-router';
import type { Order } from '../api/types.ts';
import { leadsToChat } from '../logic/bot-link.ts';
import type { InvoiceStatus } from './telegram-web-app.ts';
import { keptOrder } from './use-kept-orders.ts';
import { feel, useTelegram } from './use-telegram.ts';

type Payable = { orderId: string; checkoutUrl: string; provider: Order['provider'] };

export function usePaying() {
  const router = useRouter();
  const { webApp } = useTelegram();

  const openInvoice = (url: string): Promise<InvoiceStatus> =>
    new Promise((resolve) => {
      try {
        if (leadsToChat(url)) webApp.value?.openTelegramLink?.(url);
        else if (webApp.value?.openInvoice) return void webApp.value.openInvoice(url, resolve);
      } catch {
        // an invoice is open already, or the app is too old for it
      }
      resolve('failed');
    });

  /**
   * A card is paid on the partner's page, and this one is left. Stars never replace the page: a t.me address in a frame is
   * a dead end. The order's page is next, whatever the sheet said, or when there is no sheet to open.
   */
  async function openPayment({ orderId, checkoutUrl, provider }: Payable): Promise<InvoiceStatus | 'left'> {
    if (provider !== 'stars') {
      location.assign(checkoutUrl);
      return 'left';
    }
    const status = await openInvoice(checkoutUrl);
    if (status === 'paid') feel('success');
    const returned = status === 'paid' || status === 'pending';
    const token = keptOrder(orderId)?.token;
    const query = { ...(token ? { token } : {}), ...(returned ? { paid: '1' } : { unfinished: '1' }) };
    const { name, params } = router.currentRoute.value;
    // Paid from the order's own page: "back" must not lead to the same page once more.
    const replace = name === 'order' && params['id'] === orderId;
    await router.push({ name: 'order', params: { id: orderId }, query, replace });
    return status;
  }

  return { openPayment };
}
