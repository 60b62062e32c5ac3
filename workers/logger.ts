/** Temporal's log lines through pino, with the ids of the order or show that they speak of. */
import { DefaultLogger, type Logger } from '@temporalio/worker';
import type { Logger as Pino } from 'pino';

const levels = { TRACE: 'trace', DEBUG: 'debug', INFO: 'info', WARN: 'warn', ERROR: 'error' } as const;

export const temporalLogger = (log: Pino): Logger =>
  new DefaultLogger('DEBUG', ({ level, message, meta }) => {
    const { workflowId, runId, activityType, attempt, error, step } = (meta ?? {}) as Record<string, unknown>;
    log[levels[level]]({ workflowId, runId, activityType, attempt, step, err: error }, message);
  });
