/** The real LiveKit after the show: an entrance or a key that is not over yet makes the room anew, and the sweep sees it. */
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { test } from 'node:test';
import { liveKitProvider } from '../../providers/stage/livekit/client.ts';
import { eventually } from '../support/http.ts';
import { missingLiveKit, testLiveKit } from '../support/livekit.ts';
import { encodeToLiveKit } from '../support/livekit-person.ts';

test('an encoder that was left running makes the room anew: it is listed, and torn down again', {
  skip: missingLiveKit,
}, async (t) => {
  const server = await testLiveKit();
  t.after(() => server.close());
  const provider = liveKitProvider({ ...server, house: 'theatre.example' });
  const channelKey = randomUUID() as string;
  const { channelId } = await provider.provision({ channelKey, keyRevision: 1, label: 'TEST-1', record: false });
  const [ingest] = await provider.ingest(channelId, 1);
  await provider.tearDown(channelId);
  assert.deepEqual(await provider.list(), []);

  const encoder = await encodeToLiveKit(ingest!);
  assert.notEqual(encoder, 'refused');
  const found = await eventually(async () => (await provider.list())[0], 'the room is there again');
  if (encoder !== 'refused') await encoder.stop();
  assert.deepEqual(found, { channelId, channelKey, stray: true });
  await provider.tearDown(channelId);
  assert.deepEqual(await provider.list(), []);
});
