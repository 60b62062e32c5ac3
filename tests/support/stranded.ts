/**
 * What a test file writes before it goes because its server can do nothing more.
 *
 * The time-skipping server forgets a workflow task that cancels a timer which fired while the worker had the task: it refuses its
 * completion, never gives it again, and its clock stands (temporalio/sdk-java#3088). A real server gives such a task once more.
 */
export const STRANDED = 'The server whose clock jumps has lost a workflow task (temporalio/sdk-java#3088).';
