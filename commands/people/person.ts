/** A person's own process, as commands speak to it: it is started when it sleeps. */
import { searchAttributes } from '../../temporal/search-attributes.ts';
import type { Entity } from '../entity.ts';

export const personEntity = (personId: string): Entity => ({
  workflow: 'person',
  workflowId: `person:${personId}`,
  input: { personId },
  attributes: [
    { key: searchAttributes.kind, value: 'person' },
    { key: searchAttributes.personId, value: personId },
  ],
  summary: 'settings of a person',
});
