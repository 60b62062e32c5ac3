/** Whom a person works for, and who works for an organisation. */
import { permissionsOf } from '../../domain/members.ts';
import { colleaguesOf, membershipsOf } from '../../queries/organisations/members.ts';
import type { ApiDeps } from '../deps.ts';
import { defineRoute, type Route } from '../route.ts';
import { MemberList, OrganisationList } from '../schemas/members.ts';

const tag = 'Organiser';

export const memberRoutes = ({ readers }: ApiDeps): Route[] => [
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
    ...{ method: 'get', path: '/organiser/{org}/members', tag, access: 'member', answer: MemberList, problems: [] },
    permission: 'manageMembers',
    summary: 'Who works for the organisation',
    async handle({ member }) {
      const members = await colleaguesOf(readers, member.tenantId);
      return { body: { members: members.map(({ since, ...rest }) => ({ ...rest, since: since.toISOString() })) } };
    },
  }),
];
