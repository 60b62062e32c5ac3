/** An organiser changes a show, and its door tells who came: updates of the show's own workflow. */
import { createHash } from 'node:crypto';
import type { Client } from '@temporalio/client';
import { searchAttributes } from '../../temporal/search-attributes.ts';
import {
  type Cancellation,
  type CheckInAnswer,
  type CheckInBatch,
  cancelShow,
  changeSettings,
  checkIn,
  type Move,
  moveShow,
  type Publishing,
  publishShow,
  type SettingsChange,
  type ShowInput,
} from '../../workflows/shows/messages.ts';
import { askEntity, type Entity } from '../entity.ts';

/** Each throws Refusal. */
export type ShowCommands = {
  changeSettings(show: ShowInput, change: SettingsChange): Promise<void>;
  publish(show: ShowInput, asked: Publishing): Promise<void>;
  move(show: ShowInput, asked: Move): Promise<void>;
  cancel(show: ShowInput, asked: Cancellation): Promise<void>;
  checkIn(show: ShowInput, batch: CheckInBatch): Promise<CheckInAnswer[]>;
};

export const createShowCommands = ({ temporal }: { temporal: Client }): ShowCommands => ({
  changeSettings: (show, change) => askEntity(temporal, entity(show), changeSettings, change, idOf('settings', change)),
  publish: (show, asked) => askEntity(temporal, entity(show), publishShow, asked, idOf('publish', asked)),
  move: (show, asked) => askEntity(temporal, entity(show), moveShow, asked, idOf('move', asked)),
  cancel: (show, asked) => askEntity(temporal, entity(show), cancelShow, asked, idOf('cancel', asked)),
  checkIn: (show, batch) => askEntity(temporal, entity(show), checkIn, batch, `check-in:${digestOf(batch)}`),
});

const idOf = (kind: string, { by, requestId }: { by: string; requestId: string }) => `${kind}:${by}:${requestId}`;
const digestOf = (batch: CheckInBatch) => createHash('sha256').update(JSON.stringify(batch)).digest('hex').slice(0, 32);

const entity = ({ tenantId, showId }: ShowInput): Entity => ({
  workflow: 'show',
  workflowId: `show:${showId}`,
  input: { tenantId, showId },
  attributes: [
    { key: searchAttributes.kind, value: 'show' },
    { key: searchAttributes.tenantId, value: tenantId },
    { key: searchAttributes.showId, value: showId },
  ],
  summary: 'one date of a production',
});
