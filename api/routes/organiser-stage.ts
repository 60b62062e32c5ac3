/** The stage manager's desk: what the stage is doing, and what it is told to do. */
import { z } from 'zod';
import type { Direction } from '../../commands/shows/broadcast.ts';
import { Refusal } from '../../domain/errors.ts';
import { findDesk } from '../../queries/stage/desk.ts';
import type { ApiDeps } from '../deps.ts';
import { defineRoute, type Member, type Route } from '../route.ts';
import { Id } from '../schemas/common.ts';
import {
  Download,
  IntervalAsked,
  KindAsked,
  PreviewPlayback,
  StageAsked,
  StageDesk,
  StageSettingsAsked,
  WordAsked,
} from '../schemas/stage.ts';
import { deskAnswer } from './desk-answer.ts';
import { downloadFor, previewFor } from './playback.ts';

const common = { tag: 'Stage', access: 'member' } as const;
const params = z.object({ id: Id });
const path = '/organiser/{org}/shows/{id}/stage';

export const organiserStageRoutes = (deps: ApiDeps): Route[] => {
  const { readers, stage } = deps;
  const deskOf = async ({ tenantId }: Member, showId: string) => {
    const desk = await findDesk(readers.member(tenantId), tenantId, showId);
    if (!desk) throw new Refusal('NotFound');
    return desk;
  };
  const seen = async (member: Member, showId: string) => ({ body: await deskAnswer(deps, await deskOf(member, showId)) });
  const direct = async (member: Member, showId: string, requestId: string, direction: Direction) => {
    await deskOf(member, showId);
    const { tenantId, personId: by } = member;
    await stage.broadcasts.direct({ tenantId, showId }, { by, requestId, direction });
    return seen(member, showId);
  };
  const aDesk = { ...common, params, answer: StageDesk, permission: 'runStage' } as const;
  const order = { ...aDesk, method: 'post' } as const;

  return [
    defineRoute({
      ...{ ...aDesk, method: 'get', path, problems: [] },
      summary: 'The desk of a show: its state, its picture, where to send to, what happened',
      handle: ({ member, params: { id } }) => seen(member, id),
    }),
    defineRoute({
      ...{ ...order, path: `${path}/start`, body: StageAsked, problems: ['NoPicture', 'ShowNotOpen'] },
      summary: 'On air now',
      handle: ({ member, params: { id }, body }) => direct(member, id, body.requestId, { do: 'start' }),
    }),
    defineRoute({
      ...{ ...order, path: `${path}/interval`, body: IntervalAsked, problems: ['ShowNotOpen'] },
      summary: 'An interval, with a countdown for the viewers',
      handle: ({ member, params: { id }, body: { requestId, minutes } }) =>
        direct(member, id, requestId, { do: 'interval', minutes }),
    }),
    defineRoute({
      ...{ ...order, path: `${path}/resume`, body: StageAsked, problems: ['ShowNotOpen'] },
      summary: 'The interval is over',
      handle: ({ member, params: { id }, body }) => direct(member, id, body.requestId, { do: 'resume' }),
    }),
    defineRoute({
      ...{ ...order, path: `${path}/end`, body: StageAsked, problems: ['ShowNotOpen'] },
      summary: 'The show is over: off air, and the recording is finished',
      handle: ({ member, params: { id }, body }) => direct(member, id, body.requestId, { do: 'end' }),
    }),
    defineRoute({
      ...{ ...order, path: `${path}/word`, body: WordAsked, problems: ['ShowNotOpen'] },
      summary: 'A word to everybody who watches',
      handle: ({ member, params: { id }, body: { requestId, text } }) => direct(member, id, requestId, { do: 'word', text }),
    }),
    defineRoute({
      ...{ ...order, path: `${path}/rotate-key`, body: StageAsked, problems: ['NoChannel', 'ShowNotOpen'] },
      summary: 'A new stream key: the old one stops working at once',
      handle: ({ member, params: { id }, body }) => direct(member, id, body.requestId, { do: 'rotateKey' }),
    }),
    defineRoute({
      ...{ ...order, path: `${path}/settings`, permission: 'manageShows', body: StageSettingsAsked, problems: ['ShowNotOpen'] },
      summary: 'Countries, the moving mark, how long the recording may be watched, the address elsewhere',
      handle: ({ member, params: { id }, body: { requestId, ...settings } }) =>
        direct(member, id, requestId, { do: 'settings', ...settings }),
    }),
    defineRoute({
      ...{ ...order, path: `${path}/kind`, permission: 'manageShows', body: KindAsked },
      problems: ['ShowNotOpen', 'ShowIncomplete'],
      summary: 'Play it another way: ticket holders are told of the new way in, the old one closes',
      async handle({ member, params: { id }, body }) {
        await deskOf(member, id);
        const { tenantId, personId: by } = member;
        await deps.shows.changeKind({ tenantId, showId: id }, { by, ...body });
        return seen(member, id);
      },
    }),
    defineRoute({
      ...{ ...common, method: 'post', path: `${path}/preview`, params, permission: 'runStage', answer: PreviewPlayback },
      problems: ['NoChannel'],
      summary: 'The picture as it comes in, for the organiser alone; minutes, ask again',
      async handle({ member, params: { id } }) {
        const desk = await deskOf(member, id);
        const playback = await previewFor(deps, desk, member.personId);
        await stage.broadcasts.look({ tenantId: member.tenantId, showId: id });
        return { body: playback };
      },
    }),
    defineRoute({
      ...{ ...common, method: 'post', path: `${path}/download`, params, permission: 'manageShows', answer: Download },
      problems: ['NoRecording'],
      summary: 'The recording as a file to keep',
      async handle({ member, params: { id } }) {
        return { body: await downloadFor(deps, await deskOf(member, id), member.personId) };
      },
    }),
  ];
};
