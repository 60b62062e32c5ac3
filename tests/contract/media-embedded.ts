/** The embedded server as the contract's driver: the real one, in a process of its own, published to by ffmpeg. */
import type { Ingest } from '../../providers/media/port.ts';
import { openMediaHouse } from '../media/media-house.ts';
import { publish } from '../media/publisher.ts';
import { eventually } from '../support/http.ts';
import { type MediaDriver, openHls, type Publishing } from './media-driver.ts';

export async function embeddedDriver(): Promise<MediaDriver> {
  const house = await openMediaHouse();
  const running = new Set<Publishing>();
  const { provision, setOnAir } = house.media;
  const channelOf = ({ key }: Ingest) => key.split('?')[0]!;
  return {
    // On air from the beginning, as the contract's channels are.
    provider: {
      ...house.media,
      async provision(request, signal) {
        const channel = await provision(request, signal);
        await setOnAir(channel.channelId, true, signal);
        return channel;
      },
    },
    signer: house.signer,
    ...{ tellsAudiences: true, records: true, row: () => undefined, open: openWhole },
    async publish(ingest) {
      const before = await house.media.read(channelOf(ingest));
      const publisher = publish(`${ingest.url}/${ingest.key}`);
      const isTaken = async () => {
        const reading = await house.media.read(channelOf(ingest));
        return reading.state === 'publishing' && reading.video && before.state !== 'publishing';
      };
      const taken = await eventually(
        async () => (publisher.ended() ? 'refused' : (await isTaken()) && 'taken'),
        'it is taken or not',
      );
      if (taken === 'refused') return 'refused';
      const end = async () => {
        running.delete(publishing);
        await publisher.kill();
      };
      // The evening's recording is one, however often its encoder comes and goes: it ends when the channel is told to stop.
      const stop = async () => {
        await end();
        await house.media.stop(channelOf(ingest));
      };
      const publishing: Publishing = { stop, lose: end };
      running.add(publishing);
      return publishing;
    },
    notices: (channelId) => house.notices.filter((notice) => notice.channelId === channelId),
    async close() {
      await Promise.all([...running].map(({ stop }) => stop()));
      await house.close();
    },
  };
}

/** The contract's player plays whole segments: at first there are only parts of one. */
async function openWhole(url: string) {
  const whole = async () => {
    const text = await (await fetch(url)).text();
    return !text.startsWith('#EXTM3U') || /^s\d+\.m4s$/m.test(text);
  };
  await eventually(whole, 'there is a whole segment, or none will be');
  return await openHls(url);
}
