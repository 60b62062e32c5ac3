/** `/pay/<session>`: the page where a person pays, and the same for scripts. */
import { json, type Request, type Response, Router, urlencoded } from 'express';
import type { Desk } from './desk.ts';
import { closedReason, declineSession, type PayMethod, type PayResult, paySession } from './pay.ts';
import { closedPage, payPage } from './pay-page.ts';
import type { Session } from './types.ts';
import { pageWords } from './words.ts';

export function payRoutes(desk: Desk): Router {
  const router = Router();
  // Back must ask again: the page may have been paid since.
  router.use('/pay', (_request, response, next) => {
    response.set('Cache-Control', 'no-store');
    next();
  });
  router.use('/pay', urlencoded({ extended: false }), json());

  router.get('/pay/:id', (request, response) => {
    const session = desk.state.sessions[request.params['id']];
    const words = pageWords(session?.locale ?? null, request.headers['accept-language']);
    if (session === undefined) return void response.status(404).send(closedPage(words, words.unknown, null));
    const closed = closedReason(session);
    if (closed) return void response.status(410).send(closedPage(words, words[closed.reason], session));
    const declined = request.query['declined'] !== undefined;
    response.send(payPage(words, session, desk.state.lineItems[session.id] ?? [], declined));
  });

  router.post('/pay/:id/pay', (request, response) => {
    const body = (request.body ?? {}) as { method?: string; email?: string; card?: string };
    const method: PayMethod = body.method === 'async' || body.method === 'async-fails' ? body.method : 'card';
    // Stripe's test card for a refusal works as theirs does.
    const refused = body.card?.replaceAll(' ', '') === '4000000000000002';
    act(request, response, (session) =>
      refused ? declineSession(desk, session) : paySession(desk, session, method, body.email),
    );
  });

  router.post('/pay/:id/decline', (request, response) => act(request, response, (session) => declineSession(desk, session)));
  return router;

  function act(request: Request, response: Response, run: (session: Session) => PayResult): void {
    const session = desk.state.sessions[String(request.params['id'])];
    const words = pageWords(session?.locale ?? null, request.headers['accept-language']);
    // A browser's form takes a page; whatever else asks gets JSON.
    const page = request.accepts(['json', 'html']) === 'html' || request.is('urlencoded') === 'urlencoded';
    if (session === undefined) {
      const message = 'There is no such session; POST /v1/checkout/sessions makes one.';
      if (page) response.status(404).send(closedPage(words, words.unknown, null));
      else response.status(404).json({ error: 'not_found', message });
      return;
    }
    const result = run(session);
    if (result.status === 'refused') {
      if (page) response.status(410).send(closedPage(words, words[result.reason], session));
      else
        response.status(409).json({ status: 'refused', reason: result.reason, error: 'session_closed', message: result.error });
    } else if (!page) {
      response.json(result);
    } else {
      response.redirect(303, result.status === 'declined' ? `/pay/${session.id}?declined` : result.redirect);
    }
  }
}
