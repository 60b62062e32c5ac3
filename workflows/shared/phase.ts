/** Shows a process's phase where a developer looks: in the search attributes and in the current details of the Temporal UI. */
import { defineSearchAttributeKey } from '@temporalio/common';
import { setCurrentDetails, upsertSearchAttributes } from '@temporalio/workflow';

const phaseKey = defineSearchAttributeKey('phase', 'KEYWORD');

export function showPhase(phase: string, details: string): void {
  upsertSearchAttributes([{ key: phaseKey, value: phase }]);
  setCurrentDetails(`**${phase}** — ${details}`);
}
