/** Words of tickets at the door and of the way into a show's chat. */
export const checkInResults = ['admitted', 'already', 'revoked', 'otherShow', 'unknown', 'forged'] as const;
/** admitted: let in; already: this ticket was let in before; the rest are refusals. */
export type CheckInResult = (typeof checkInResults)[number];

export const invitationStates = ['offered', 'admitted', 'removing', 'removed'] as const;
/** offered: a link was made; admitted: the person is in; removing: they must go; removed: the messenger confirmed it. */
export type InvitationState = (typeof invitationStates)[number];
