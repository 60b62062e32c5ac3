/** An organiser says who works for the organisation: updates of its own workflow, names sealed on the way. */
import type { Client } from '@temporalio/client';
import { type SealingKeys, seal } from '../../domain/sealed.ts';
import { type MemberGone, type NewMember, removeMember, saveMember } from '../../workflows/organisations/member-messages.ts';
import { askEntity } from '../entity.ts';
import { requestOf } from '../request.ts';
import { organisation } from './productions.ts';

/** Each throws Refusal. */
export type MemberCommands = {
  save(tenantId: string, member: Omit<NewMember, 'name'> & { name: string | null }): Promise<void>;
  remove(tenantId: string, gone: MemberGone): Promise<void>;
};

export const createMemberCommands = ({
  temporal,
  sealingKeys,
}: {
  temporal: Client;
  sealingKeys: SealingKeys;
}): MemberCommands => ({
  save(tenantId, asked) {
    const { requestId, updateId } = requestOf('member', asked);
    const name = asked.name === null ? null : seal(sealingKeys, asked.name);
    return askEntity(temporal, organisation(tenantId), saveMember, { ...asked, requestId, name }, updateId);
  },
  remove(tenantId, asked) {
    const { requestId, updateId } = requestOf('memberGone', asked);
    return askEntity(temporal, organisation(tenantId), removeMember, { ...asked, requestId }, updateId);
  },
});
