/** Do AWS's keys open IVS, and is all there that a show needs? Asked by reads that change nothing. */
import { GetRecordingConfigurationCommand, ListChannelsCommand, ListPlaybackKeyPairsCommand } from '@aws-sdk/client-ivs';
import { during, type IvsAccount, ivsClients, unless } from './account.ts';

export type IvsTrial = {
  /** How many public halves IVS has. */
  playbackKeys: number;
  /** Whether the recording configuration can be used; null: none is wanted. */
  records: boolean | null;
};

/** @throws what AWS answers, by its name: AccessDeniedException, UnrecognizedClientException … */
export async function tryIvs(account: IvsAccount, signal: AbortSignal): Promise<IvsTrial> {
  const { ivs } = ivsClients(account);
  await ivs.send(new ListChannelsCommand({ maxResults: 1 }), during(signal));
  const { keyPairs = [] } = await ivs.send(new ListPlaybackKeyPairsCommand({}), during(signal));
  const arn = account.recordingConfigurationArn;
  if (!arn) return { playbackKeys: keyPairs.length, records: null };
  const call = ivs.send(new GetRecordingConfigurationCommand({ arn }), during(signal));
  const found = await unless(['ResourceNotFoundException', 'ValidationException'], call);
  return { playbackKeys: keyPairs.length, records: found?.recordingConfiguration?.state === 'ACTIVE' };
}
