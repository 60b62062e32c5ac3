/** A person changes their own settings: an update of their entity workflow, started when it sleeps. */
import type { Client } from '@temporalio/client';
import { changeProfile, type ProfileChange } from '../../workflows/people/person.ts';
import { askEntity } from '../entity.ts';
import { personEntity } from './person.ts';

export type PeopleCommands = {
  /** @param requestId the press or request that asks: a repeated one changes nothing. */
  changeProfile(personId: string, change: ProfileChange, requestId: string): Promise<void>;
};

export const createPeopleCommands = ({ temporal }: { temporal: Client }): PeopleCommands => ({
  changeProfile: (personId, change, requestId) =>
    askEntity(temporal, personEntity(personId), changeProfile, change, `profile:${requestId}`),
});
