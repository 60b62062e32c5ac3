/** Where a channel may be watched. An account holds few policies, so shows with the same countries share one. https://docs.aws.amazon.com/ivs/latest/LowLatencyUserGuide/private-channels-restriction.html */
import { createHash } from 'node:crypto';
import {
  CreatePlaybackRestrictionPolicyCommand,
  type IvsClient,
  ListPlaybackRestrictionPoliciesCommand,
  UpdateChannelCommand,
} from '@aws-sdk/client-ivs';
import { countries as known } from '../countries.ts';
import { MediaRejected } from '../port.ts';
import { during } from './account.ts';

export const ivsCountries =
  (ivs: IvsClient, house: string) =>
  async (channelArn: string, countries: readonly string[] | null, signal?: AbortSignal): Promise<void> => {
    const wrong = countries?.find((country) => !known.includes(country));
    if (wrong !== undefined) throw new MediaRejected(`${wrong} is no country of ISO 3166-1`);
    // IVS takes an empty list for "everywhere".
    if (countries?.length === 0) throw new MediaRejected('A show that nobody may watch needs no list of countries');
    const policy = countries === null ? '' : await policyFor([...new Set(countries)].sort());
    await ivs.send(new UpdateChannelCommand({ arn: channelArn, playbackRestrictionPolicyArn: policy }), during(signal));

    async function policyFor(allowedCountries: string[]): Promise<string> {
      const name = `rampa-${createHash('sha256').update(`${house}:${allowedCountries}`).digest('hex').slice(0, 24)}`;
      for (let nextToken: string | undefined; ; ) {
        const page = await ivs.send(new ListPlaybackRestrictionPoliciesCommand({ maxResults: 100, nextToken }), during(signal));
        const there = page.playbackRestrictionPolicies?.find((one) => one.name === name);
        if (there?.arn) return there.arn;
        nextToken = page.nextToken;
        if (!nextToken) break;
      }
      const made = await ivs.send(
        new CreatePlaybackRestrictionPolicyCommand({ name, allowedCountries, allowedOrigins: [] }),
        during(signal),
      );
      if (!made.playbackRestrictionPolicy?.arn) throw new Error('IVS made a policy without a name');
      return made.playbackRestrictionPolicy.arn;
    }
  };
