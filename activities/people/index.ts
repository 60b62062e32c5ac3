/** A person's own settings and the end of their sessions are stored, and the link with which they sign in is sent. */
import type { Language } from '../../domain/language.ts';
import { inTransaction } from '../context.ts';
import { createSignInActivities, type SignInDeps } from './sign-in-link.ts';

export type ProfileInput = { personId: string; language?: Language; timeZone?: string };

/** Sessions issued before `at` are over. */
export type SessionsEnded = { personId: string; at: string };

export const createPeopleActivities = (deps: SignInDeps) => ({
  ...createSignInActivities(deps),

  async saveProfile({ personId, language, timeZone }: ProfileInput): Promise<void> {
    await inTransaction((tx) =>
      tx.execute(
        `insert into people (id, language, time_zone) values (?, ?, ?) on conflict (id) do update set
           language = coalesce(excluded.language, people.language), time_zone = coalesce(excluded.time_zone, people.time_zone), changed_at = now()`,
        [personId, language ?? null, timeZone ?? null],
      ),
    );
  },

  /** Asked twice, or late, it brings no session back. */
  async endSessions({ personId, at }: SessionsEnded): Promise<void> {
    await inTransaction((tx) =>
      tx.execute(
        `insert into people (id, valid_after) values (?, ?) on conflict (id) do update set
           valid_after = greatest(people.valid_after, excluded.valid_after), changed_at = now()`,
        [personId, new Date(at)],
      ),
    );
  },
});
export type PeopleActivities = ReturnType<typeof createPeopleActivities>;
