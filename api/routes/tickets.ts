/** A ticket at the door. */

import { ticketState } from '../../queries/orders/state.ts';
import type { ApiDeps } from '../deps.ts';
import { defineRoute, type Route } from '../route.ts';
import { TicketCheck, TicketVerdict } from '../schemas/orders.ts';

export const ticketRoutes = ({ readers, tickets }: ApiDeps): Route[] => [
  defineRoute({
    ...{
      method: 'post',
      path: '/tickets/validate',
      tag: 'Tickets',
      access: 'public',
      body: TicketCheck,
      answer: TicketVerdict,
      problems: [],
    },
    summary: 'Is this ticket good for this show? Whoever holds the token may ask; nothing about the person is said',
    async handle({ body }) {
      const no = (reason: 'forged' | 'unknown' | 'otherShow') => ({ body: { valid: false, reason, ticket: null } });
      const claims = tickets.verify(body.token);
      if (!claims) return no('forged');
      const state = await ticketState(readers.platform(), claims.ticketId);
      if (!state) return no('unknown');
      if (claims.showId !== body.showId || state.showId !== body.showId) return no('otherShow');
      const valid = state.state === 'valid';
      const ticket = { number: state.number, typeName: state.typeName, usedAt: state.usedAt?.toISOString() ?? null };
      return { body: { valid, reason: valid ? 'ok' : 'revoked', ticket } };
    },
  }),
];
