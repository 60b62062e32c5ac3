/** A person's own settings are stored, and the link with which they sign in is sent. */
import type { Language } from '../../domain/language.ts';
import { inTransaction } from '../context.ts';
import { createSignInActivities, type SignInDeps } from './sign-in-link.ts';

export type ProfileInput = { personId: string; language?: Language; timeZone?: string };

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
});
export type PeopleActivities = ReturnType<typeof createPeopleActivities>;
