/** Histories of a simulation: replayed one and all, and searched for everything that its people typed. */
import assert from 'node:assert/strict';
import type { History } from '@temporalio/common/lib/proto-utils.js';
import { Worker, type WorkflowBundleOption } from '@temporalio/worker';
import { orderWorkflowId } from '../../domain/orders.ts';
import { wordsOf } from '../support/histories.ts';
import type { World } from './world.ts';

export type Told = { workflowId: string; history: History };

/** Of every order. */
export async function historiesOf({ house }: World): Promise<Told[]> {
  const rows = await house.db.sql<{ id: string }>('select id from orders order by id');
  const told: Told[] = [];
  for (const { id } of rows) {
    const workflowId = orderWorkflowId(id);
    told.push({ workflowId, history: await house.temporal.workflow.getHandle(workflowId).fetchHistory() });
  }
  return told;
}

/** @returns what did not replay, and why */
export async function broken(workflowBundle: WorkflowBundleOption, histories: Told[]): Promise<string[]> {
  const failed: string[] = [];
  for await (const { workflowId, error } of Worker.runReplayHistories({ workflowBundle }, histories))
    if (error) failed.push(`${workflowId}: ${error.name}: ${error.message}`);
  return failed;
}

export function assertNothingTyped(histories: Told[], secrets: readonly string[]): void {
  for (const { workflowId, history } of histories) {
    const words = wordsOf(history).toLowerCase();
    for (const secret of secrets) assert.ok(!words.includes(secret.toLowerCase()), `${workflowId} says ${secret}`);
  }
}
