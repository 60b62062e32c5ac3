/** The public half of our key, where IVS has it. */
import { createPublicKey } from 'node:crypto';
import {
  GetPublicKeyCommand,
  ImportPublicKeyCommand,
  type IVSRealTimeClient,
  paginateListPublicKeys,
} from '@aws-sdk/client-ivs-realtime';
import { during } from '../../media/ivs/account.ts';

/** @param stageKey the private half, PEM @returns the ARN of the public one; imports it when the account has it not (it takes three). */
export async function publicKeyArn(client: IVSRealTimeClient, stageKey: string, signal?: AbortSignal): Promise<string> {
  const publicKeyMaterial = createPublicKey(stageKey).export({ type: 'spki', format: 'pem' }) as string;
  for await (const { publicKeys = [] } of paginateListPublicKeys({ client }, {}, during(signal)))
    for (const { arn } of publicKeys) {
      const { publicKey } = await client.send(new GetPublicKeyCommand({ arn }), during(signal));
      if (arn && publicKey?.publicKeyMaterial?.trim() === publicKeyMaterial.trim()) return arn;
    }
  const made = await client.send(new ImportPublicKeyCommand({ name: 'rampa', publicKeyMaterial }), during(signal));
  if (!made.publicKey?.arn) throw new Error('IVS took a public key without naming it');
  return made.publicKey.arn;
}
