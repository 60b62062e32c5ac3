/** What can be asked about those who work for an organisation. */
import { defineUpdate } from '@temporalio/workflow';
import type { Role } from '../../domain/members.ts';
import type { Sealed } from '../../domain/sealed.ts';

type Asked = { by: string; requestId: string; personId: string };
export type NewMember = Asked & {
  role: Role;
  /** As the organiser calls them; null leaves the name as it is. */
  name: Sealed | null;
};
/** Somebody works for the organisation from now on, or in another role. */
export const saveMember = defineUpdate<void, [NewMember]>('saveMember');
/** Somebody no longer does. */
export const removeMember = defineUpdate<void, [Asked]>('removeMember');
export type MemberGone = Asked;
