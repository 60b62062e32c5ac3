/** An organiser changes a show, and its door tells who came: updates of the show's own workflow. */
import { createHash } from 'node:crypto';
import type { Client } from '@temporalio/client';
import type { UpdateDefinition } from '@temporalio/common';
import { searchAttributes } from '../../temporal/search-attributes.ts';
import {
  type Cancellation,
  type CheckInAnswer,
  type CheckInBatch,
  cancelShow,
  changeKind,
  changeSettings,
  checkIn,
  type KindChange,
  type Move,
  moveShow,
  type Publishing,
  publishShow,
  type SettingsChange,
  type ShowInput,
} from '../../workflows/shows/messages.ts';
import { askEntity, type Entity } from '../entity.ts';
import { requestOf } from '../request.ts';

/** Each throws Refusal. */
export type ShowCommands = {
  changeSettings(show: ShowInput, change: SettingsChange): Promise<void>;
  publish(show: ShowInput, asked: Publishing): Promise<void>;
  move(show: ShowInput, asked: Move): Promise<void>;
  /** Played another way. */
  changeKind(show: ShowInput, asked: KindChange): Promise<void>;
  cancel(show: ShowInput, asked: Cancellation): Promise<void>;
  checkIn(show: ShowInput, batch: CheckInBatch): Promise<CheckInAnswer[]>;
};

export const createShowCommands = ({ temporal }: { temporal: Client }): ShowCommands => {
  const ask = <A extends { by: string; requestId: string }>(
    kind: string,
    show: ShowInput,
    update: UpdateDefinition<void, [A]>,
    asked: A,
  ): Promise<void> => {
    const { requestId, updateId } = requestOf(kind, asked);
    return askEntity(temporal, entity(show), update, { ...asked, requestId }, updateId);
  };
  return {
    changeSettings: (show, change) => ask('settings', show, changeSettings, change),
    publish: (show, asked) => ask('publish', show, publishShow, asked),
    move: (show, asked) => ask('move', show, moveShow, asked),
    changeKind: (show, asked) => ask('kind', show, changeKind, asked),
    cancel: (show, asked) => ask('cancel', show, cancelShow, asked),
    checkIn: (show, batch) => askEntity(temporal, entity(show), checkIn, batch, `check-in:${digestOf(batch)}`),
  };
};

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
