/** Where a sign-in stands: only its process knows. */
import { type Client, WorkflowNotFoundError } from '@temporalio/client';
import { signInWorkflowId } from '../../domain/sign-in.ts';
import { type SignInView, type signIn, signInView } from '../../workflows/people/sign-in.ts';

export type SignInQueries = {
  /** Undefined when there never was one, or long ago. */
  find(signInId: string): Promise<SignInView | undefined>;
};

/** A person waits no longer, ms. */
const patience = 10_000;

export const createSignInQueries = ({ temporal }: { temporal: Client }): SignInQueries => ({
  async find(signInId) {
    try {
      return await temporal.withDeadline(Date.now() + patience, () =>
        temporal.workflow.getHandle<typeof signIn>(signInWorkflowId(signInId)).query(signInView),
      );
    } catch (error) {
      if (error instanceof WorkflowNotFoundError) return undefined;
      throw error;
    }
  },
});
