/** A ticket is watched: what there is to see, one screen at a time, and minutes of picture for whoever has it. */
import QRCode from 'qrcode';
import { z } from 'zod';
import { Refusal } from '../../domain/errors.ts';
import { findWatch, type Watching } from '../../queries/stage/watch.ts';
import { countryOfRequest } from '../country.ts';
import type { ApiDeps } from '../deps.ts';
import { defineRoute, type Route } from '../route.ts';
import { Id } from '../schemas/common.ts';
import { Arrived, Arriving, Handover, Playback, ScreenAsked, ScreenTaken, WatchView } from '../schemas/stage.ts';
import type { Visitor } from '../visitor.ts';
import { playbackFor } from './playback.ts';
import { watchAnswer, watchRefusal } from './watch-answer.ts';

const tag = 'Watching';
const params = z.object({ id: Id });
const query = z.object({ token: z.string().max(120).optional() });
const MINUTE = 60_000;
const handoverLasts = 5 * MINUTE;
const arrivalLasts = 12 * 60 * MINUTE;

export const watchRoutes = (deps: ApiDeps): Route[] => {
  const { readers, orderLinks, stage } = deps;
  const common = { tag, access: 'order', params, query } as const;

  /** @throws Refusal NotFound, the same for a wrong token and for a ticket that does not exist */
  const watching = async (ticketId: string, token: string | undefined, { session }: Visitor): Promise<Watching> => {
    const byToken = token && (orderLinks.verifyTicket(ticketId, token) ?? stage.screenKeys.verify('screen', ticketId, token));
    const personId = byToken || session?.personId;
    const found = personId && (await findWatch(readers, personId, ticketId));
    if (!found) throw new Refusal('NotFound');
    return found;
  };

  return [
    defineRoute({
      ...{ ...common, method: 'get', path: '/tickets/{id}/watch', answer: WatchView, problems: ['NotFound'] },
      summary: 'What there is to watch with this ticket now; if nothing, why and what to do',
      async handle({ params: { id }, query: { token }, visitor, req }) {
        return { body: await watchAnswer(deps, await watching(id, token, visitor), countryOfRequest(req, stage.countryHeader)) };
      },
    }),
    defineRoute({
      ...{ ...common, method: 'post', path: '/tickets/{id}/screens', body: ScreenAsked, answer: ScreenTaken },
      problems: ['NotFound', 'WatchClosed', 'CountryRefused', 'TicketNotValid', 'Busy'],
      summary: 'Watch on this screen; another one of the same ticket ends',
      async handle({ params: { id }, query: { token }, body, visitor, req }) {
        const found = await watching(id, token, visitor);
        const refusal = watchRefusal(found, countryOfRequest(req, stage.countryHeader));
        if (refusal) throw new Refusal(refusal);
        const { tenantId, showId, personId } = found;
        const asked = { ticketId: id, screenId: body.screenId, personId };
        return { body: { screenId: body.screenId, ...(await stage.broadcasts.takeScreen({ tenantId, showId }, asked)) } };
      },
    }),
    defineRoute({
      ...{ ...common, method: 'post', path: '/tickets/{id}/screens/{screenId}/playback', answer: Playback },
      params: params.extend({ screenId: Id }),
      problems: ['NotFound', 'ScreenEnded', 'WatchClosed', 'CountryRefused', 'TicketNotValid'],
      summary: 'The next minutes of picture, while the ticket is good and this is its screen',
      async handle({ params: { id, screenId }, query: { token }, visitor, req }) {
        const found = await watching(id, token, visitor);
        return { body: await playbackFor(deps, found, screenId, countryOfRequest(req, stage.countryHeader)) };
      },
    }),
    defineRoute({
      ...{
        ...common,
        method: 'post',
        path: '/tickets/{id}/handover',
        answer: Handover,
        problems: ['NotFound', 'TicketNotValid'],
      },
      summary: 'A code that moves the picture to another screen, for five minutes',
      async handle({ params: { id }, query: { token }, visitor }) {
        const { personId, ticketState } = await watching(id, token, visitor);
        if (ticketState !== 'valid') throw new Refusal('TicketNotValid');
        const ends = Date.now() + handoverLasts;
        const url = new URL(`/watch/${id}`, deps.publicUrl);
        // Behind the #: it reaches no server's log on the way.
        url.hash = `key=${stage.screenKeys.sign('handover', id, personId, ends)}`;
        const qr = await QRCode.toString(url.href, { type: 'svg', margin: 2, errorCorrectionLevel: 'M' });
        return { body: { url: url.href, qr, expiresAt: new Date(ends).toISOString() } };
      },
    }),
    defineRoute({
      ...{ method: 'post', path: '/tickets/{id}/arrive', tag, access: 'public', strict: true, params, body: Arriving },
      ...{ answer: Arrived, problems: ['HandoverOver'] },
      summary: 'The other screen: its code for a key to the watch page of this ticket',
      async handle({ params: { id }, body: { key } }) {
        const personId = stage.screenKeys.verify('handover', id, key);
        if (!personId) throw new Refusal('HandoverOver');
        const ends = Date.now() + arrivalLasts;
        return {
          body: { token: stage.screenKeys.sign('screen', id, personId, ends), expiresAt: new Date(ends).toISOString() },
        };
      },
    }),
  ];
};
