/** The steps of a stage on real rows, with a media server in memory. */
import { randomBytes } from 'node:crypto';
import { after, before } from 'node:test';
import { ApplicationFailure } from '@temporalio/common';
import { MockActivityEnvironment } from '@temporalio/testing';
import { createStageActivities } from '../../activities/stage/index.ts';
import { stageVault } from '../../domain/stage-vault.ts';
import { newShow, type TestShow } from '../support/buyers.ts';
import { fakeMedia } from '../support/fake-media.ts';
import { fakeRooms } from '../support/fake-rooms.ts';
import { tenantId } from './organiser-bench.ts';
import { type Bench, openBench } from './support.ts';

export const says = (type: string) => (error: unknown) => error instanceof ApplicationFailure && error.type === type;
export const ofShow = ({ id: showId }: TestShow) => ({ tenantId, showId });

/** For one test file. @param opened is given the bench before its first test. */
export function stageBench(opened: (bench: Bench) => void) {
  let bench: Bench;
  const media = fakeMedia();
  const vault = stageVault(randomBytes(32).toString('base64url'));
  const sent: Array<{ to: number; html: string }> = [];
  const steps = createStageActivities({
    media: { name: 'embedded', provider: media.provider, lookEvery: 5 },
    rooms: { name: 'livekit', provider: fakeRooms().provider },
    stageVault: vault,
    messengers: {
      get: () => ({
        async sendText(to: number, html: string) {
          sent.push({ to, html });
          return { messageId: String(sent.length) };
        },
        sendPhotos: async () => ({ messageId: '1' }),
      }),
    },
    mailer: { send: async () => ({ messageId: '1' }) },
    publicUrl: 'http://localhost:3000',
  });
  before(async () => {
    bench = await openBench();
    opened(bench);
  });
  after(() => bench?.close());

  const run = <A, T>(step: (asked: A) => Promise<T>, asked: A, environment = new MockActivityEnvironment()): Promise<T> =>
    bench.step(() => environment.run(step as (asked: unknown) => Promise<T>, asked) as Promise<T>);
  const row = async (table: string, showId: string) =>
    (await bench.db.sql<Record<string, any>>(`select * from ${table} where show_id = $1`, [showId]))[0]!;
  const aStage = async (kind = 'stream') => {
    const show = await newShow(bench, 20);
    await bench.db.sql('update shows set kind = $1 where id = $2', [kind, show.id]);
    await run(steps.openStage, ofShow(show));
    return { show, at: ofShow(show) };
  };
  const provisioned = async () => {
    const { show, at } = await aStage();
    const { channelId } = await run(steps.provisionChannel, { ...at, keyRevision: 1, record: true });
    return { show, at, channelId, channel: media.channels.get(channelId)! };
  };
  const writing = (revision: number, more: object = {}) =>
    ({
      ...{
        revision,
        state: 'live',
        kind: 'stream',
        onAir: true,
        keyRevision: 1,
        word: null,
        plannedEnd: '2099-01-01T18:00:00.000Z',
      },
      ...{ startedAt: '2099-01-01T16:00:00.000Z', endedAt: null, intervalUntil: null },
      ...(more as { state?: 'live' }),
    }) as Parameters<typeof steps.saveStage>[0]['stage'];
  return { media, vault, sent, steps, run, row, aStage, provisioned, writing };
}
