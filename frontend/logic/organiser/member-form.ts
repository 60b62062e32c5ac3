/** The form of a new colleague as it is typed: known by an e-mail or a number of Telegram, with one role. */
import { isEmail } from '../email.ts';
import type { Faults, Read } from './show-form.ts';
import type { Colleague, NewMember, Role } from './types.ts';

export type MemberDraft = { by: 'email' | 'telegram'; email: string; telegramId: string; name: string; role: Role };

/** From what opens least to what opens all, then what opens nothing yet. */
const order: readonly Role[] = ['door', 'operator', 'admin', 'owner', 'content', 'moderator'];
export const inOrder = (roles: readonly Role[]): Role[] => order.filter((role) => roles.includes(role));

/** @param mayGive roles that may be given; the one that opens least is chosen first. */
export const emptyMember = (mayGive: readonly Role[]): MemberDraft => ({
  ...{ by: 'email', email: '', telegramId: '', name: '' },
  role: inOrder(mayGive)[0] ?? 'door',
});

export function readMember(draft: MemberDraft): Read<Omit<NewMember, 'requestId'>> {
  const name = draft.name.trim();
  const faults: Faults = {};
  const common = { role: draft.role, ...(name ? { name } : {}) };
  if (name.length > 80) faults['name'] = 'long';
  if (draft.by === 'email') {
    const email = draft.email.trim();
    if (!isEmail(email)) faults['email'] = 'email';
    return Object.keys(faults).length > 0 ? { faults } : { value: { ...common, email } };
  }
  const telegramId = Number(draft.telegramId.trim());
  if (!/^\d{1,15}$/.test(draft.telegramId.trim()) || telegramId === 0) faults['telegramId'] = 'telegram';
  return Object.keys(faults).length > 0 ? { faults } : { value: { ...common, telegramId } };
}

type Asking = { me: string | undefined; members: readonly Colleague[]; mayGive: readonly Role[] };

/**
 * What may be done with a colleague: nobody changes who may do more than they, one's own role is for others to change, and an owner
 * always remains. The house has the last word.
 */
export function powersOver(
  { personId, role }: Colleague,
  { me, members, mayGive }: Asking,
): { change: boolean; remove: boolean } {
  const within = mayGive.includes(role);
  const only = role === 'owner' && members.filter((one) => one.role === 'owner').length === 1;
  return { change: within && personId !== me && !only, remove: within && !only };
}
