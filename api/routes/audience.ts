/** Audiences: the way in for viewers, the moderator's desk, the organiser's figures. What is said there travels by socket. */
import { z } from 'zod';
import { Refusal } from '../../domain/errors.ts';
import { breaksOf } from '../../queries/audience/breaks.ts';
import { audienceDates } from '../../queries/audience/dates.ts';
import { isGathering } from '../../queries/audience/entrance.ts';
import { newestLines, rulesOf } from '../../queries/audience/feed.ts';
import { doneActions, silencedPeople } from '../../queries/audience/moderation.ts';
import { audienceReport } from '../../queries/audience/report.ts';
import { membershipsOf } from '../../queries/organisations/members.ts';
import { watchedBy } from '../../queries/people/watched.ts';
import { type Desk, findDesk } from '../../queries/stage/desk.ts';
import { findWatch } from '../../queries/stage/watch.ts';
import { countryOfRequest } from '../country.ts';
import type { ApiDeps } from '../deps.ts';
import { livePath } from '../live/sockets.ts';
import { defineRoute, type Member, type Route } from '../route.ts';
import {
  AudienceDates,
  AudienceDesk,
  AudiencePassAnswer,
  AudienceReport,
  ModerationAsked,
  WatchedShows,
} from '../schemas/audience.ts';
import { Id } from '../schemas/common.ts';
import { whatToWatch } from './watch-answer.ts';

const tag = 'Audience';
const params = z.object({ id: Id });
const path = '/organiser/{org}/shows/{id}/audience';
/** A page that is cut off comes again with the same pass, so long, ms. */
const passLasts = 10 * 60_000;

export const audienceRoutes = (deps: ApiDeps): Route[] => {
  const { readers, orderLinks, stage, audience } = deps;
  const common = { tag, access: 'member', params } as const;
  const showOf = async ({ tenantId }: Member, showId: string) => {
    const show = await findDesk(readers.member(tenantId), tenantId, showId);
    if (!show) throw new Refusal('NotFound');
    return show;
  };
  const passAnswer = (pass: Parameters<typeof audience.passes.sign>[0]) => {
    const ends = Date.now() + passLasts;
    return { body: { pass: audience.passes.sign(pass, ends), path: livePath, expiresAt: new Date(ends).toISOString() } };
  };
  const shown = ({ showId, code, title, startsAt, timeZone }: Desk) => ({ id: showId, code, title, startsAt, timeZone });
  const deskOf = async (desk: Desk) => {
    const { tenantId, showId, kind, channelId, picture } = desk;
    const em = readers.member(tenantId);
    const of = { tenantId, showId };
    const live = await isGathering(em, of);
    const [rules, lines, actions, silenced] = [
      await rulesOf(em, of),
      await newestLines(em, of, 200, true),
      await doneActions(em, of),
      await silencedPeople(em, of),
    ];
    const { open, slowSeconds, links, words, pinned } = rules;
    return {
      ...{ show: shown(desk), live, picture: kind === 'stream' && channelId !== null && picture?.publishing === true },
      ...{ open, slowSeconds, links, words, pinned, silenced },
      lines: lines.map(({ line, removed }) => ({ ...line, removed })),
      actions: actions.map(({ details: { name, minutes, seconds, on, of: undid }, ...action }) => ({
        ...action,
        ...{ name: name ?? null, minutes: minutes ?? null, seconds: seconds ?? null, on: on ?? null, of: undid ?? null },
      })),
    };
  };

  return [
    defineRoute({
      ...{ method: 'post', path: '/tickets/{id}/audience', tag, access: 'order', params, answer: AudiencePassAnswer },
      query: z.object({ token: z.string().max(120).optional() }),
      problems: ['NotFound', 'AudienceClosed', 'TicketNotValid', 'CountryRefused'],
      summary: 'A pass into the audience of the show: chat, reactions, viewers',
      async handle({ params: { id }, query: { token }, visitor, req }) {
        const byToken = token && (orderLinks.verifyTicket(id, token) ?? stage.screenKeys.verify('screen', id, token));
        const personId = byToken || visitor.session?.personId;
        const found = personId ? await findWatch(readers, personId, id) : undefined;
        if (!personId || !found) throw new Refusal('NotFound');
        const country = countryOfRequest(req, stage.countryHeader);
        const { why } = whatToWatch(found, country);
        if (why === 'ticketVoid' || why === 'showCancelled') throw new Refusal('TicketNotValid');
        if (why === 'countryRefused') throw new Refusal('CountryRefused');
        const { tenantId, showId } = found;
        if (why === 'putOut' || !(await isGathering(readers.member(tenantId), { tenantId, showId })))
          throw new Refusal('AudienceClosed');
        return passAnswer({ tenantId, showId, personId, ticketId: id, country, theatre: null });
      },
    }),
    defineRoute({
      ...{ ...common, method: 'post', path: `${path}/pass`, permission: 'moderate', answer: AudiencePassAnswer },
      problems: ['AudienceClosed'],
      summary: "A pass into the audience, to speak in the theatre's name",
      async handle({ member, params: { id }, visitor }) {
        const { tenantId, showId } = await showOf(member, id);
        if (!(await isGathering(readers.member(tenantId), { tenantId, showId }))) throw new Refusal('AudienceClosed');
        const own = (await membershipsOf(readers, member.personId)).find((one) => one.tenantId === tenantId);
        const theatre = own?.name[visitor.language] ?? member.slug;
        return passAnswer({ tenantId, showId, personId: member.personId, ticketId: null, country: null, theatre });
      },
    }),
    defineRoute({
      ...{ tag, access: 'member', method: 'get', path: '/organiser/{org}/audiences', permission: 'moderate' },
      ...{ answer: AudienceDates, problems: [] },
      summary: 'The shows whose audience gathers, or will; soonest first',
      handle: async ({ member: { tenantId } }) => ({ body: { shows: await audienceDates(readers.member(tenantId), tenantId) } }),
    }),
    defineRoute({
      ...{ ...common, method: 'get', path, permission: 'moderate', answer: AudienceDesk, problems: [] },
      summary: "The moderator's desk: rules, lines, what was done by whom, who may not write",
      async handle({ member, params: { id } }) {
        return { body: await deskOf(await showOf(member, id)) };
      },
    }),
    defineRoute({
      ...{
        ...common,
        method: 'post',
        path: `${path}/actions`,
        permission: 'moderate',
        body: ModerationAsked,
        answer: AudienceDesk,
      },
      problems: ['NoSuchLine', 'ActionOver', 'Busy'],
      summary: 'Delete, mute, ban, pin, slow down, close, or undo one of these',
      async handle({ member, params: { id }, body: { requestId, action } }) {
        const desk = await showOf(member, id);
        const { tenantId, showId } = desk;
        await audience.commands.moderate({ tenantId, showId }, { by: member.personId, requestId, action });
        return { body: await deskOf(desk) };
      },
    }),
    defineRoute({
      ...{ ...common, method: 'get', path: `${path}/report`, permission: 'seeSales', answer: AudienceReport, problems: [] },
      summary: 'Figures of the audience, by the minute: live while it gathers, its report afterwards',
      async handle({ member, params: { id } }) {
        const desk = await showOf(member, id);
        const { tenantId, showId, startedAt, endedAt } = desk;
        const em = readers.member(tenantId);
        const live = await isGathering(em, { tenantId, showId });
        const report = await audienceReport(em, { tenantId, showId });
        const recent = report.minutes.filter(({ minute }) => minute.getTime() > Date.now() - 90_000).at(-1)?.viewers ?? 0;
        const viewers = live ? (audience.viewersNow(showId) ?? recent) : 0;
        const breaks = await breaksOf(em, { tenantId, showId });
        return { body: { show: shown(desk), startedAt, endedAt, breaks, live, now: new Date(), viewers, ...report } };
      },
    }),
    defineRoute({
      ...{ method: 'get', path: '/people/me/watched', tag: 'People', access: 'person', answer: WatchedShows, problems: [] },
      summary: 'What I have watched, and for how long',
      async handle({ visitor }) {
        return { body: { shows: await watchedBy(readers, visitor.session!.personId) } };
      },
    }),
  ];
};
