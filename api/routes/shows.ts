/** The playbill: open to everybody. */
import { z } from 'zod';
import { Refusal } from '../../domain/errors.ts';
import { maxTicketsAnOrder, type Surface } from '../../domain/orders.ts';
import { countryAllowed } from '../../domain/stage.ts';
import { offersOf } from '../../queries/payments/offers.ts';
import { posterPng, posterSvg } from '../../queries/posters/poster.ts';
import { findProduction, findShow, listShows } from '../../queries/shows/playbill.ts';
import { countryOfRequest } from '../country.ts';
import type { ApiDeps } from '../deps.ts';
import { defineRoute, type Route } from '../route.ts';
import { Show, ShowList } from '../schemas/shows.ts';
import { sharedRead } from '../shared-read.ts';

const tag = 'Playbill';
const day = 86_400;

export const showRoutes = ({ readers, houseProviders, stage }: ApiDeps): Route[] => {
  // The same for everybody, also as text: writing it costs more than reading it.
  const playbill = sharedRead(async () => JSON.stringify({ shows: await listShows(readers.public()) }));
  return [
    defineRoute({
      ...{ method: 'get', path: '/shows', tag, access: 'public', answer: ShowList, problems: [] },
      summary: 'Dates ahead, soonest first',
      handle: async () => ({ json: await playbill() }),
    }),
    defineRoute({
      ...{ method: 'get', path: '/shows/{id}', tag, access: 'public', answer: Show, problems: ['NotFound'] },
      summary: 'One date, by id or short code, with its ticket types and other dates',
      params: z.object({ id: z.string().max(64) }),
      async handle({ params, visitor, req }) {
        const show = await findShow(readers.public(), params.id);
        if (!show) throw new Refusal('NotFound');
        const { tenantId, ...seen } = show;
        const surface: Surface = visitor.session?.surface ?? 'web';
        const payment = await offersOf(readers.platform(), houseProviders, { tenantId, surface });
        const allowed = countryAllowed(show.countries, countryOfRequest(req, stage.countryHeader));
        return { body: { ...seen, countryAllowed: allowed, maxTicketsAnOrder, payment } };
      },
    }),
    ...(['svg', 'png'] as const).map((format) =>
      defineRoute({
        ...{ method: 'get', path: `/productions/{slug}/poster.${format}`, tag, access: 'public', problems: ['NotFound'] },
        summary: `A production's poster, drawn by code, as ${format.toUpperCase()}`,
        params: z.object({ slug: z.string().regex(/^[a-z0-9-]{1,80}$/) }),
        query: z.object({
          language: z.enum(['ru', 'en']).optional(),
          width: z.coerce.number().int().min(64).max(1080).optional(),
        }),
        async handle({ params, query, visitor }) {
          const production = await findProduction(readers.public(), params.slug);
          if (!production) throw new Refusal('NotFound');
          const { title, author, theatre, symbol, hue, id } = production;
          const language = query.language ?? visitor.language;
          const input = { title: title[language], author: author[language], theatre: theatre[language], symbol, hue, seed: id };
          return format === 'svg'
            ? { type: 'image/svg+xml', content: posterSvg(input), cacheSeconds: day }
            : { type: 'image/png', content: await posterPng(input, query.width ?? 1080), cacheSeconds: day };
        },
      }),
    ),
  ];
};
