/** Many small batches of other servers, so that a show's process soon continues as new. */
import { createAudienceCommands } from '../../commands/audience/audience.ts';
import { audienceWorkflowId } from '../../workflows/audience/messages.ts';
import type { TestAudience } from '../support/audience.ts';
import type { House } from '../support/house.ts';
import { eventually } from '../support/http.ts';

/** As so many servers would: each waits for its answer before its next. */
const senders = 3;

/** There is nothing in them to seal. */
const noKeys = { forSealing: () => assertNever(), forOpening: () => assertNever() };
const assertNever = (): never => {
  throw new Error('an empty batch has no lines');
};

export function sendBatches({ temporal }: Pick<House, 'temporal'>, { tenantId, showId }: TestAudience) {
  const commands = createAudienceCommands({ temporal, sealingKeys: noKeys });
  const stopping = new AbortController();
  const running = Array.from({ length: senders }, async (_, sender) => {
    const hub = `test${String(sender).padStart(2, '0')}`;
    for (let n = 1; !stopping.signal.aborted; n += 1) {
      const batch = { id: `${hub}:${n}`, hub, lines: [], minutes: [], watched: [], viewers: 0 };
      const accepted = () => commands.accept({ tenantId, showId }, batch);
      await eventually(async () => stopping.signal.aborted || (await accepted()), 'accepted', 180_000);
    }
  });
  return {
    async continuedAsNew(): Promise<boolean> {
      const { raw, runId } = await temporal.workflow.getHandle(audienceWorkflowId(showId)).describe();
      return raw.workflowExecutionInfo?.firstRunId !== runId;
    },
    async stop(): Promise<void> {
      stopping.abort();
      await Promise.all(running);
    },
  };
}
