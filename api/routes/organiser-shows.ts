/** An organiser's playbill: productions, their dates, and what becomes of them. */
import { z } from 'zod';
import { Refusal } from '../../domain/errors.ts';
import { hasShow } from '../../queries/organiser/known.ts';
import { productionsOf } from '../../queries/organiser/playbill.ts';
import { showDetails } from '../../queries/organiser/show.ts';
import type { ApiDeps } from '../deps.ts';
import { defineRoute, type Member, type Route } from '../route.ts';
import { Id } from '../schemas/common.ts';
import {
  MyProductions,
  MyShowDetails,
  NewProduction,
  NewShow,
  ProductionSaved,
  ShowCancelled,
  ShowMoved,
  ShowPublished,
  ShowSaved,
  ShowSettings,
} from '../schemas/organiser.ts';

const common = { tag: 'Organiser', access: 'member' } as const;
const ShowPath = z.object({ id: Id });

export const organiserShowRoutes = ({ readers, shows, productions, processes }: ApiDeps): Route[] => {
  const seen = async ({ tenantId }: Member, showId: string) => {
    const show = await showDetails(readers.member(tenantId), tenantId, showId);
    if (!show) throw new Refusal('NotFound');
    return { body: { ...show, temporalUrl: processes.showPage(showId) } };
  };
  /** An id that is not the organisation's starts no workflow. */
  const known = async ({ tenantId }: Member, showId: string) => {
    if (!(await hasShow(readers.member(tenantId), tenantId, showId))) throw new Refusal('NotFound');
    return { tenantId, showId };
  };
  const aShow = { ...common, params: ShowPath, answer: MyShowDetails } as const;
  const change = { ...aShow, method: 'post', permission: 'manageShows' } as const;

  return [
    defineRoute({
      ...{ ...common, method: 'get', path: '/organiser/{org}/productions', answer: MyProductions, problems: [] },
      permission: 'seeSales',
      summary: 'Productions with their dates and how they sell, drafts included',
      handle: async ({ member }) => ({ body: await productionsOf(readers.member(member.tenantId), member.tenantId) }),
    }),
    defineRoute({
      ...{ ...common, method: 'post', path: '/organiser/{org}/productions', body: NewProduction, answer: ProductionSaved },
      ...{ permission: 'manageShows', status: 201, problems: [] },
      summary: 'Add a production',
      handle: async ({ member, body }) => ({
        body: await productions.saveProduction(member.tenantId, { ...body, by: member.personId }),
      }),
    }),
    defineRoute({
      ...{ ...common, method: 'post', path: '/organiser/{org}/shows', body: NewShow, answer: ShowSaved },
      ...{ permission: 'manageShows', status: 201, problems: ['NotFound', 'TimePassed'] },
      summary: 'Add a date of a production, as a draft that nobody else sees',
      handle: async ({ member, body }) => ({
        body: await productions.addShow(member.tenantId, { ...body, by: member.personId }),
      }),
    }),
    defineRoute({
      ...{ ...aShow, method: 'get', path: '/organiser/{org}/shows/{id}', permission: 'seeSales', problems: [] },
      summary: 'A date with its tickets, its sales and what was changed',
      handle: ({ member, params }) => seen(member, params.id),
    }),
    defineRoute({
      ...{ ...change, path: '/organiser/{org}/shows/{id}/settings', body: ShowSettings },
      problems: ['CapacityTooSmall', 'ShowIncomplete', 'ShowNotOpen'],
      summary: 'Change capacity, hold time, refund policy and chat',
      async handle({ member, params, body }) {
        await shows.changeSettings(await known(member, params.id), { ...body, by: member.personId });
        return seen(member, params.id);
      },
    }),
    defineRoute({
      ...{
        ...change,
        path: '/organiser/{org}/shows/{id}/publish',
        body: ShowPublished,
        problems: ['ShowIncomplete', 'ShowNotOpen', 'TimePassed'],
      },
      summary: 'Put a date on the playbill, or take it off while nothing is sold',
      async handle({ member, params, body }) {
        await shows.publish(await known(member, params.id), { ...body, by: member.personId });
        return seen(member, params.id);
      },
    }),
    defineRoute({
      ...{ ...change, path: '/organiser/{org}/shows/{id}/move', body: ShowMoved, problems: ['ShowNotOpen', 'TimePassed'] },
      summary: 'Play it at another time: every buyer is told and may return the ticket whole',
      async handle({ member, params, body }) {
        await shows.move(await known(member, params.id), { ...body, by: member.personId });
        return seen(member, params.id);
      },
    }),
    defineRoute({
      ...{ ...change, path: '/organiser/{org}/shows/{id}/cancel', body: ShowCancelled, problems: ['ShowNotOpen'] },
      summary: 'Cancel it: every buyer is told and gets the whole price back',
      async handle({ member, params, body }) {
        await shows.cancel(await known(member, params.id), { ...body, by: member.personId });
        return seen(member, params.id);
      },
    }),
  ];
};
