/** `/yookassa-page/<payment>`: the page where a person pays, and the same for scripts. */
import { json, type Request, type Response, Router, urlencoded } from 'express';
import type { Desk } from './desk.ts';
import { closedPage, payPage } from './pay-page.ts';
import { authorise, giveUp } from './payments.ts';
import type { Payment } from './types.ts';
import { pageWords } from './words.ts';

/** YooKassa's test card of a buyer without money. */
const POOR = '5555555555554600';

export function yooKassaPages(desk: Desk): Router {
  const router = Router();
  const wordsFor = (request: Request, payment: Payment | undefined) =>
    pageWords(payment && desk.state.terms[payment.id]?.locale, request.headers['accept-language']);
  // Back must ask again: the page may have been paid since.
  router.use('/yookassa-page', (_request, response, next) => {
    response.set('Cache-Control', 'no-store');
    next();
  });
  router.use('/yookassa-page', urlencoded({ extended: false }), json());

  router.get('/yookassa-page/:id', (request, response) => {
    const payment = desk.state.payments[request.params['id']];
    const words = wordsFor(request, payment);
    if (!payment) return void response.status(404).send(closedPage(words, words.unknown, null));
    const closed = closedReason(payment);
    if (closed) return void response.status(410).send(closedPage(words, words[closed], payment));
    response.send(payPage(words, desk, payment));
  });

  router.post('/yookassa-page/:id/pay', (request, response) => {
    const body = (request.body ?? {}) as { method?: string; card?: string };
    const method = body.method === 'sbp' || body.method === 'sberbank' ? body.method : 'bank_card';
    const poor = method === 'bank_card' && body.card?.replaceAll(' ', '') === POOR;
    act(request, response, (payment) =>
      poor ? giveUp(desk, payment, 'payment_network', 'insufficient_funds') : authorise(desk, payment, method),
    );
  });
  // As YooKassa says of declined payments: the payment is over, and another try is another payment.
  router.post('/yookassa-page/:id/decline', (request, response) =>
    act(request, response, (payment) => giveUp(desk, payment, 'payment_network', 'general_decline')),
  );
  return router;

  function act(request: Request, response: Response, run: (payment: Payment) => void): void {
    const payment = desk.state.payments[String(request.params['id'])];
    const words = wordsFor(request, payment);
    // A browser's form takes a page; whatever else asks gets JSON.
    const page = request.accepts(['json', 'html']) === 'html' || request.is('urlencoded') === 'urlencoded';
    if (!payment) {
      if (page) response.status(404).send(closedPage(words, words.unknown, null));
      else response.status(404).json({ error: 'not_found', message: 'There is no such payment; POST /v3/payments makes one.' });
      return;
    }
    const closed = closedReason(payment);
    if (closed) {
      if (page) response.status(410).send(closedPage(words, words[closed], payment));
      else response.status(409).json({ status: 'refused', reason: closed, error: 'payment_closed', message: words[closed].text });
      return;
    }
    run(payment);
    const redirect = payment.confirmation?.return_url ?? '/';
    const declined = payment.status === 'canceled';
    if (!page) response.json({ status: declined ? 'declined' : 'paid', redirect });
    else if (declined) response.redirect(303, `/yookassa-page/${payment.id}`);
    else response.redirect(303, redirect);
  }
}

const closedReason = ({ status }: Payment): 'paid' | 'canceled' | undefined =>
  status === 'pending' ? undefined : status === 'canceled' ? 'canceled' : 'paid';
