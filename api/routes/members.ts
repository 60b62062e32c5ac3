/** Whom a person works for, and who works for an organisation. */
import { z } from 'zod';
import { Refusal } from '../../domain/errors.ts';
import { permissionsOf, roles, within } from '../../domain/members.ts';
import { colleaguesOf, membershipsOf } from '../../queries/organisations/members.ts';
import type { ApiDeps } from '../deps.ts';
import { defineRoute, type Member, type Route } from '../route.ts';
import { Id } from '../schemas/common.ts';
import { MemberGone, MemberList, MemberRole, NewMember, OrganisationList } from '../schemas/members.ts';

const tag = 'Organiser';

const common = { tag, access: 'member', permission: 'manageMembers', answer: MemberList } as const;
const ByPerson = z.object({ personId: Id });

export const memberRoutes = ({ readers, members, personIdOf }: ApiDeps): Route[] => {
  const seen = async ({ tenantId, role: own }: Member) => {
    const colleagues = await colleaguesOf(readers, tenantId);
    const shown = colleagues.map(({ since, ...rest }) => ({ ...rest, since: since.toISOString() }));
    return { body: { members: shown, mayGive: roles.filter((role) => within(own, role)) } };
  };
  return [
    defineRoute({
      ...{ method: 'get', path: '/organiser/organisations', tag, access: 'person', answer: OrganisationList, problems: [] },
      summary: 'Organisations that the person signed in works for, and as what',
      async handle({ visitor }) {
        const found = await membershipsOf(readers, visitor.session!.personId);
        const organisations = found.map(({ tenantId: id, role, ...rest }) => ({
          id,
          ...rest,
          role,
          permissions: permissionsOf(role),
        }));
        return { body: { organisations } };
      },
    }),
    defineRoute({
      ...{ ...common, method: 'get', path: '/organiser/{org}/members', problems: [] },
      summary: 'Who works for the organisation',
      handle: ({ member }) => seen(member),
    }),
    defineRoute({
      ...{ ...common, method: 'post', path: '/organiser/{org}/members', body: NewMember, problems: ['LastOwner', 'Busy'] },
      summary: 'Somebody works for the organisation from now on; nobody gives more than they have',
      async handle({ member, body }) {
        const { requestId, role, name, telegramId, email } = body;
        const personId = personIdOf(telegramId === undefined ? `email:${email!}` : `telegram:${telegramId}`);
        await members.save(member.tenantId, { by: member.personId, requestId, personId, role, name: name ?? null });
        return seen(member);
      },
    }),
    defineRoute({
      ...{ ...common, method: 'patch', path: '/organiser/{org}/members/{personId}', params: ByPerson, body: MemberRole },
      problems: ['LastOwner', 'Busy'],
      summary: 'Another role',
      async handle({ member, params, body }) {
        const known = await colleaguesOf(readers, member.tenantId);
        if (!known.some(({ personId }) => personId === params.personId)) throw new Refusal('NotFound');
        await members.save(member.tenantId, { ...body, ...params, by: member.personId, name: null });
        return seen(member);
      },
    }),
    defineRoute({
      ...{ ...common, method: 'delete', path: '/organiser/{org}/members/{personId}', params: ByPerson, body: MemberGone },
      problems: ['LastOwner', 'Busy'],
      summary: 'Somebody no longer works for the organisation',
      async handle({ member, params, body }) {
        await members.remove(member.tenantId, { ...body, ...params, by: member.personId });
        return seen(member);
      },
    }),
  ];
};
