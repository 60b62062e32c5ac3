/** A ticket in a companion's hand: what the link offers, taking it, showing it. */
import { z } from 'zod';
import { handingPayload } from '../../domain/claim-link.ts';
import { Refusal } from '../../domain/errors.ts';
import { calendarEventOfShow, holdersLanguage } from '../../queries/orders/calendar.ts';
import { claimState, findPass, type PassView, passesOf } from '../../queries/orders/passes.ts';
import { showsById } from '../../queries/shows/playbill.ts';
import type { ApiDeps } from '../deps.ts';
import { defineRoute, type Route } from '../route.ts';
import { Id } from '../schemas/common.ts';
import { ClaimAsked, Claimed, ClaimOffer, TicketPass, TicketPasses } from '../schemas/refunds.ts';
import type { Visitor } from '../visitor.ts';
import { calendarAnswer } from './calendar-answer.ts';

const tag = 'Tickets';
const params = z.object({ id: Id });

export const claimRoutes = (deps: ApiDeps): Route[] => {
  const { readers, orders, claimLinks, orderLinks, tickets } = deps;

  const offered = async (ticketId: string, key: string) => {
    const found = claimLinks.verify('claim', ticketId, key) ? await claimState(readers, ticketId) : undefined;
    if (!found) throw new Refusal('ClaimRefused');
    return found;
  };
  const showOf = async (id: string) => (await showsById(readers.platform(), [id])).get(id)!;
  const pass = async (personId: string, ticketId: string) => {
    const found = await findPass(readers, personId, ticketId, tickets);
    if (!found) throw new Refusal('NotFound');
    return shown(found, personId);
  };
  const shown = async ({ orderId: _, claimed: _claimed, showId, ...seen }: PassView, personId: string) => {
    const token = orderLinks.signTicket(seen.id, personId);
    const [calendarUrl, watchUrl] = [`/api/tickets/${seen.id}/calendar.ics?token=${token}`, `/watch/${seen.id}?token=${token}`];
    return { ...seen, show: await showOf(showId), calendarUrl, watchUrl };
  };
  const holderOf = (ticketId: string, token: string | undefined, { session }: Visitor) => {
    const personId = (token && orderLinks.verifyTicket(ticketId, token)) || session?.personId;
    if (!personId) throw new Refusal('NotFound');
    return personId;
  };

  return [
    defineRoute({
      ...{ method: 'get', path: '/tickets/{id}/claim', tag, access: 'public', params, answer: ClaimOffer },
      query: z.object({ key: z.string().max(64) }),
      problems: ['ClaimRefused'],
      summary: 'What a claim link leads to',
      async handle({ params: { id }, query, visitor }) {
        const { state, holder, number, typeName, showId } = await offered(id, query.key);
        const bot = await deps.house.botUsername();
        const taken = holder !== null && holder !== visitor.session?.personId;
        return {
          body: {
            state: state !== 'valid' ? 'revoked' : taken ? 'taken' : 'open',
            ...{ number, typeName, show: await showOf(showId) },
            botUrl: bot ? `https://t.me/${bot}?start=${handingPayload('claim', id, query.key)}` : null,
          },
        };
      },
    }),
    defineRoute({
      ...{ method: 'post', path: '/tickets/{id}/claim', tag, access: 'public', params, body: ClaimAsked, answer: Claimed },
      problems: ['ClaimRefused', 'ClaimTaken', 'TicketNotValid', 'TicketUsed', 'EmailRequired', 'OrderOver', 'Busy'],
      summary: 'Take a ticket by its link, once; the same person may ask again',
      async handle({ params: { id }, body: { key, email, name, language }, visitor }) {
        const { orderId, holder } = await offered(id, key);
        const { session } = visitor;
        if (!session && !email) throw new Refusal('EmailRequired');
        // An address proves nobody: who claimed by mail has the ticket in their letter, and the link opens it for nobody again.
        if (!session && holder !== null) throw new Refusal('ClaimTaken');
        const personId = session?.personId ?? deps.personIdOf(`email:${email!}`);
        const typed = { ...(email ? { email } : {}), ...(name ? { name } : {}) };
        await orders.claim({
          ...{ orderId, ticketId: id, personId, language: language ?? visitor.language },
          contact: { ...(session ? deps.openContact(session.contact) : {}), ...typed },
          ...(session ? { bot: session.bot } : {}),
        });
        return { body: { pass: await pass(personId, id), token: orderLinks.signTicket(id, personId) } };
      },
    }),
    defineRoute({
      ...{ method: 'get', path: '/tickets/{id}', tag, access: 'order', params, answer: TicketPass, problems: ['NotFound'] },
      query: z.object({ token: z.string().max(120).optional() }),
      summary: 'One ticket as its holder sees it',
      async handle({ params: { id }, query, visitor }) {
        return { body: await pass(holderOf(id, query.token, visitor), id) };
      },
    }),
    defineRoute({
      ...{ method: 'get', path: '/tickets/{id}/calendar.ics', tag, access: 'order', params, problems: ['NotFound'] },
      query: z.object({ token: z.string().max(120).optional() }),
      summary: "A companion's evening for a calendar",
      async handle({ params: { id }, query, visitor }) {
        const personId = holderOf(id, query.token, visitor);
        const found = await findPass(readers, personId, id, tickets);
        const event = found && (await calendarEventOfShow(readers, found.showId));
        if (!event) throw new Refusal('NotFound');
        const url = new URL(`/tickets/${id}`, deps.publicUrl);
        url.searchParams.set('token', orderLinks.signTicket(id, personId));
        const language = (await holdersLanguage(readers, personId, found.showId)) ?? visitor.language;
        return calendarAnswer(event, { id, url: url.href, language });
      },
    }),
    defineRoute({
      ...{ method: 'get', path: '/tickets', tag, access: 'person', answer: TicketPasses, problems: ['SignInRequired'] },
      summary: 'Tickets that the person signed in holds without having bought them',
      async handle({ visitor }) {
        const personId = visitor.session!.personId;
        const held = (await passesOf(readers, personId, tickets)).filter(({ claimed }) => claimed);
        return { body: { tickets: await Promise.all(held.map((one) => shown(one, personId))) } };
      },
    }),
  ];
};
