/** Organisations and who works for them. */
import { z } from 'zod';
import { permissions, roles } from '../../domain/members.ts';
import { LocalText, Time } from './common.ts';

export const OrganisationList = z
  .object({
    organisations: z.array(
      z.object({
        id: z.uuid(),
        slug: z.string(),
        name: LocalText,
        timeZone: z.string(),
        role: z.enum(roles),
        permissions: z.array(z.enum(permissions)).meta({ description: 'What the role may do.' }),
      }),
    ),
  })
  .meta({ id: 'OrganisationList' });

export const MemberList = z
  .object({
    members: z.array(z.object({ personId: z.uuid(), name: z.string().nullable(), role: z.enum(roles), since: Time })),
  })
  .meta({ id: 'MemberList' });
