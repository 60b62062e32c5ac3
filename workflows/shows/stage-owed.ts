/** What a media provider is yet to hear, counted: what is asked for twice while it is being told is told once more. */
export type Owed = { asked: number; done: number };

/** @param owed undefined in a stage from before this was counted */
export const owes = (owed: Owed | undefined): boolean => owed !== undefined && owed.done < owed.asked;
export const oneMore = (owed: Owed | undefined): Owed => ({ asked: (owed?.asked ?? 0) + 1, done: owed?.done ?? 0 });
/** @param asked what was asked for when the telling began */
export const settled = (owed: Owed, asked: number): Owed => ({ ...owed, done: Math.max(owed.done, asked) });
