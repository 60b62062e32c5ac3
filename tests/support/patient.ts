/** Whoever asks through it waits for the answer, however busy the machine is: for tests that are about what the answer is. */
import type { Client } from '@temporalio/client';

/** Instead of the twenty seconds of a person: a test that hangs is still told by its name. */
const patience = 180_000;

export const patient = (client: Client): Client =>
  Object.create(client, {
    withDeadline: { value: (_: unknown, call: () => Promise<unknown>) => client.withDeadline(Date.now() + patience, call) },
  });
