/** Every button, and who does what it says. */
import type { Press } from './callback-data.ts';
import type { Visit } from './context.ts';
import type { BotDeps } from './deps.ts';
import { cancel, orderAgain, pay } from './handlers/buying.ts';
import { addAnother, chooseQuantity, chooseType, showBasket } from './handlers/choosing.ts';
import { askExchange, exchangeNow, showExchange } from './handlers/exchanging.ts';
import { claim, handOver } from './handlers/handing.ts';
import { sendPlaybill, sendShow, showDates } from './handlers/playbill.ts';
import { rate } from './handlers/rating.ts';
import { askReturn, returnNow } from './handlers/returning.ts';
import { setLanguage, setTimeZone } from './handlers/settings.ts';
import { answerSignIn } from './handlers/signing-in.ts';
import { listTickets, sendTickets, showOrder } from './handlers/tickets.ts';
import { join } from './handlers/watching.ts';

export async function pressed(visit: Visit, deps: BotDeps, data: Press): Promise<unknown> {
  switch (data.kind) {
    case 'events':
      return sendPlaybill(visit, deps, 0, false);
    case 'page':
      return sendPlaybill(visit, deps, data.page, true);
    case 'show':
      return sendShow(visit, deps, data.code);
    case 'dates':
      return showDates(visit, deps, data.code);
    case 'type':
      return chooseType(visit, deps, data);
    case 'quantity':
      return chooseQuantity(visit, deps, data);
    case 'basket':
      return showBasket(visit, deps, data.code, data.basket);
    case 'addAnother':
      return addAnother(visit, deps, data);
    case 'pay':
      return pay(visit, deps, data);
    case 'cancel':
      return cancel(visit, deps, data.orderId);
    case 'again':
      return orderAgain(visit, deps, data.orderId);
    case 'tickets':
      return sendTickets(visit, deps, data.orderId);
    case 'order':
      return showOrder(visit, deps, data.orderId);
    case 'myTickets':
      return listTickets(visit, deps);
    case 'join':
      return join(visit, deps, data.orderId);
    case 'handOver':
      return handOver(visit, deps, data.ticketId);
    case 'claim':
      return claim(visit, deps, data);
    case 'refund':
      return askReturn(visit, deps, data);
    case 'refundNow':
      return returnNow(visit, deps, data);
    case 'exchange':
      return showExchange(visit, deps, data.orderId);
    case 'exchangeFor':
      return askExchange(visit, deps, data);
    case 'exchangeNow':
      return exchangeNow(visit, deps, data);
    case 'rate':
      return rate(visit, deps, data);
    case 'confirmSignIn':
    case 'declineSignIn':
      return answerSignIn(visit, deps, data);
    case 'language':
      return setLanguage(visit, deps, data.language);
    case 'timeZone':
      return setTimeZone(visit, deps, data.zone);
  }
}
