/** The door of a show: its list, which works without a network, and the scans that come back. */
import { z } from 'zod';
import { Refusal } from '../../domain/errors.ts';
import { doorList, ticketsAtDoor } from '../../queries/organiser/door.ts';
import { doorDates } from '../../queries/organiser/door-dates.ts';
import type { ApiDeps } from '../deps.ts';
import { defineRoute, type Member, type Route } from '../route.ts';
import { Id } from '../schemas/common.ts';
import { CheckInAnswers, CheckIns, DoorDates, DoorList } from '../schemas/organiser.ts';

const common = { tag: 'Organiser', access: 'member', permission: 'checkIn' } as const;
const ById = z.object({ id: Id });

export const organiserDoorRoutes = ({ readers, shows, tickets, ticketPublicKey }: ApiDeps): Route[] => {
  const listOf = async ({ tenantId }: Member, showId: string) => {
    const list = await doorList(readers.member(tenantId), tenantId, showId);
    if (!list) throw new Refusal('NotFound');
    return list;
  };
  return [
    defineRoute({
      ...{ ...common, method: 'get', path: '/organiser/{org}/doors', answer: DoorDates, problems: [] },
      summary: 'The evenings ahead that have a door, soonest first',
      handle: async ({ member: { tenantId } }) => ({ body: { shows: await doorDates(readers.member(tenantId), tenantId) } }),
    }),
    defineRoute({
      ...{ ...common, method: 'get', path: '/organiser/{org}/shows/{id}/door', params: ById, answer: DoorList, problems: [] },
      summary: 'The tickets of a show and the key that proves them, for a door that may lose its network',
      handle: async ({ member, params }) => ({ body: { ...(await listOf(member, params.id)), publicKey: ticketPublicKey } }),
    }),
    defineRoute({
      ...{ ...common, method: 'post', path: '/organiser/{org}/shows/{id}/check-ins', params: ById, body: CheckIns },
      ...{ answer: CheckInAnswers, problems: ['ScanReused'] },
      summary: 'Scans of a device, also long after; the first good one of a ticket lets its holder in',
      async handle({ member, params, body }) {
        const { tenantId, personId: by } = member;
        const em = readers.member(tenantId);
        const { tickets: listed } = await listOf(member, params.id);
        // What a person at the door typed: the number of a ticket of this very show.
        const typed = new Map(listed.map(({ id, number }) => [number, { ticketId: id, showId: params.id }]));
        // Signatures are checked here: a token opens the door to whoever has it, and stays out of the process's history.
        const scans = body.scans.map(({ token, ...scan }) => ({
          ...scan,
          ticket: tickets.verify(token) ?? typed.get(token.trim().toUpperCase()) ?? null,
        }));
        const answers = await shows.checkIn({ tenantId, showId: params.id }, { by, device: body.device, scans });
        const known = await ticketsAtDoor(
          em,
          tenantId,
          answers.flatMap(({ ticketId }) => ticketId ?? []),
        );
        const results = answers.map((answer) => {
          const ticket = answer.ticketId ? known.get(answer.ticketId) : undefined;
          return { ...answer, number: ticket?.number ?? null, typeName: ticket?.typeName ?? null };
        });
        return { body: { results } };
      },
    }),
  ];
};
