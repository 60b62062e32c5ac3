/** The schedule of the house's own sweep: one for a namespace, whoever asks for it. */
import { type Client, ScheduleAlreadyRunning, ScheduleOverlapPolicy } from '@temporalio/client';
import { taskQueues } from '../domain/task-queues.ts';

/** Idempotent. */
export async function beginSweeping({ schedule }: Pick<Client, 'schedule'>): Promise<void> {
  try {
    await schedule.create({
      scheduleId: 'stage-sweep',
      spec: { intervals: [{ every: '10 minutes' }] },
      policies: { overlap: ScheduleOverlapPolicy.SKIP, catchupWindow: '1 minute' },
      action: {
        type: 'startWorkflow',
        workflowType: 'stageSweep',
        workflowId: 'stage-sweep',
        taskQueue: taskQueues.workflows,
        args: [],
      },
      state: { triggerImmediately: true },
    });
  } catch (error) {
    if (!(error instanceof ScheduleAlreadyRunning)) throw error;
  }
}
