/**
 * An organisation: what is changed that belongs to no single show or order, one place for each change.
 *
 *   asked ⇄ idle ──(a minute without a request)──→ done; the next request starts it again
 */
import { continueAsNew, proxyLocalActivities, setCurrentDetails, setHandler } from '@temporalio/workflow';
import type { OrganisationActivities } from '../../activities/organisations/index.ts';
import { answered } from '../shared/answered.ts';
import { busyEntity } from '../shared/entity.ts';
import { addShow, type OrganisationInput, resolveAttention, savePaymentAccount, saveProduction } from './messages.ts';

// Somebody waits for the answer.
const quick = proxyLocalActivities<OrganisationActivities>({
  startToCloseTimeout: '10 seconds',
  retry: { initialInterval: '200 ms', maximumInterval: '2 seconds', maximumAttempts: 5 },
});

export async function organisation(input: OrganisationInput): Promise<void> {
  const { tenantId } = input;
  const busy = busyEntity();
  const does = async <T>(what: string, step: Promise<T>): Promise<T> => {
    const answer = await answered(step);
    setCurrentDetails(`last: ${what}`);
    busy.heard();
    return answer;
  };

  setHandler(saveProduction, (asked) => does('a production', quick.addProduction({ tenantId, ...asked })));
  setHandler(addShow, (asked) => does('a date', quick.addShow({ tenantId, ...asked })));
  setHandler(savePaymentAccount, (asked) => does('a payment account', quick.savePaymentAccount({ tenantId, ...asked })));
  setHandler(resolveAttention, (asked) => does('something was looked at', quick.settleAttention({ tenantId, ...asked })));

  if (await busy.untilQuiet()) await continueAsNew<typeof organisation>(input);
}
