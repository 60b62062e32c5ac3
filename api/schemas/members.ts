/** Organisations and who works for them. */
import { z } from 'zod';
import { permissions, roles } from '../../domain/members.ts';
import { Id, LocalText, OneLine, Time } from './common.ts';

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
    mayGive: z.array(z.enum(roles)).meta({ description: 'Roles that whoever asks may give and take.' }),
  })
  .meta({ id: 'MemberList' });

export const NewMember = z
  .object({
    requestId: Id,
    role: z.enum(roles),
    name: OneLine.min(1).max(80).optional(),
    telegramId: z.int().positive().optional().meta({ description: 'How they sign in: with Telegram …' }),
    email: z.email().max(254).optional().meta({ description: '… or by a letter. One of both.' }),
  })
  .refine(({ telegramId, email }) => (telegramId === undefined) !== (email === undefined), {
    path: ['telegramId'],
    message: 'one of telegramId and email',
  })
  .meta({ id: 'NewMember' });
export const MemberRole = z.object({ requestId: Id, role: z.enum(roles) }).meta({ id: 'MemberRole' });
export const MemberGone = z.object({ requestId: Id }).meta({ id: 'MemberGone' });
