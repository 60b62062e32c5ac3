/** What the worker may ask of the server: one line each, its body checked. */
import { z } from 'zod';
import { viewerCode } from '../../domain/playback-token.ts';
import type { Recording } from '../../providers/media/port.ts';
import type { Channel } from '../channels/channel.ts';
import { type Channels, isChannelId } from '../channels/channels.ts';
import type { Archive } from '../recording/archive.ts';
import { bytesOf, secondsOf } from '../recording/journal.ts';

const revision = z.int().min(1);
const Provision = z.object({ keyRevision: revision, label: z.string().max(200), record: z.boolean() });
const Rotation = z.object({ keyRevision: revision });
const Air = z.object({ onAir: z.boolean() });
const Revocation = z.object({ viewerId: z.string().min(1).max(200), upToVersion: z.int().min(0) });

/** The request is understood and cannot be met. */
export class Refused extends Error {
  override name = 'Refused';
  readonly status: number;
  readonly code: string;

  constructor(status: number, code: string, message: string) {
    super(message);
    this.status = status;
    this.code = code;
  }
}

/** @returns what is answered as JSON. @throws Refused, ZodError */
export type Asked = (method: string, path: readonly string[], body: unknown) => Promise<unknown>;

export function createRequests(channels: Channels, archive: Archive): Asked {
  const known = (channelId: string): Channel => {
    const channel = channels.get(channelId);
    if (!channel) throw new Refused(404, 'unknownChannel', `There is no channel ${channelId}.`);
    return channel;
  };
  /** One that is torn down takes no orders: it must be provisioned anew. */
  const standing = (channelId: string): Channel => {
    const channel = known(channelId);
    if (channel.state.tornDown) throw new Refused(409, 'tornDown', `The channel ${channelId} is torn down.`);
    return channel;
  };

  return async (method, [root, channelId = '', what, recordingId], body) => {
    if (root !== 'channels') throw new Refused(404, 'notFound', 'There is nothing here.');
    if (channelId === '' && method === 'GET')
      return channels.all().flatMap(({ state }) => (state.tornDown ? [] : [{ channelId: state.channelId }]));
    if (!isChannelId(channelId))
      throw new Refused(400, 'badChannel', 'A channel is named by 8 to 64 letters, digits and hyphens.');
    switch (`${method} ${what ?? ''}`) {
      case 'PUT ':
        await channels.provision(channelId, Provision.parse(body));
        return { channelId };
      case 'GET ':
        return channels.get(channelId)?.read() ?? { state: 'gone' };
      case 'DELETE ':
        await channels.get(channelId)?.tearDown();
        return {};
      case 'PUT key':
        await standing(channelId).rotateKey(Rotation.parse(body).keyRevision);
        return {};
      case 'PUT air':
        await standing(channelId).setOnAir(Air.parse(body).onAir);
        return {};
      case 'POST stop':
        await known(channelId).stop();
        return {};
      case 'POST revocations': {
        const { viewerId, upToVersion } = Revocation.parse(body);
        await known(channelId).revoke(viewerCode(viewerId), upToVersion);
        return {};
      }
      case 'GET recordings':
        return await recordingsOf(archive, channelId);
      case 'DELETE recordings':
        await channels.get(channelId)?.removeRecording(z.uuid().parse(recordingId));
        return {};
      default:
        throw new Refused(404, 'notFound', 'There is nothing here.');
    }
  };
}

async function recordingsOf(archive: Archive, channelId: string): Promise<Recording[]> {
  const shelved = await archive.list(channelId);
  return shelved.map(({ recordingId, journal }) => ({
    ...{ recordingId, startedAt: journal.startedAt, ready: journal.finished },
    ...{ seconds: secondsOf(journal), bytes: bytesOf(journal) },
  }));
}
