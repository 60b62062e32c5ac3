/** An organiser says who works for the organisation: updates of its own workflow, names sealed on the way. */
import type { Client } from '@temporalio/client';
import type { Language } from '../../domain/language.ts';
import { type SealingKeys, seal } from '../../domain/sealed.ts';
import { type MemberGone, type NewMember, removeMember, saveMember } from '../../workflows/organisations/member-messages.ts';
import { askEntity } from '../entity.ts';
import { requestOf } from '../request.ts';
import { organisation } from './productions.ts';

/** By one of both; in the language of whoever adds them. */
export type MemberContact = { telegramId?: number; email?: string; language: Language };
/** Each throws Refusal. */
export type MemberCommands = {
  save(
    tenantId: string,
    member: Omit<NewMember, 'name' | 'contact'> & { name: string | null; contact?: MemberContact },
  ): Promise<void>;
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
    const { contact, ...rest } = asked;
    const name = asked.name === null ? null : seal(sealingKeys, asked.name);
    const sealed = contact ? { contact: seal(sealingKeys, contact) } : {};
    return askEntity(temporal, organisation(tenantId), saveMember, { ...rest, ...sealed, requestId, name }, updateId);
  },
  remove(tenantId, asked) {
    const { requestId, updateId } = requestOf('memberGone', asked);
    return askEntity(temporal, organisation(tenantId), removeMember, { ...asked, requestId }, updateId);
  },
});
