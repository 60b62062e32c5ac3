/** Opens a payment beside the show, which goes on: a sheet of Telegram's for Stars, a page of its own for the rest. */
import type { Way } from '../../logic/audience/extras.ts';
import { leadsToChat } from '../../logic/bot-link.ts';
import { useTelegram } from '../use-telegram.ts';

const { webApp } = useTelegram();

/** @returns true when the payment has been left and there may be news of it. The page offers the same address as a link too. */
export function openExtraPayment(url: string, provider: Way['provider']): Promise<boolean> {
  const app = webApp.value;
  return new Promise((done) => {
    try {
      if (provider === 'stars' && leadsToChat(url)) app?.openTelegramLink?.(url);
      else if (provider === 'stars' && app?.openInvoice) return app.openInvoice(url, () => done(true));
      else if (app?.openLink) app.openLink(url);
      else {
        // A browser that allows no new page here leaves it to the link.
        const tab = window.open(url, '_blank');
        if (tab) tab.opener = null;
      }
    } catch {
      // an invoice is open already, or the app is too old for it
    }
    done(false);
  });
}
