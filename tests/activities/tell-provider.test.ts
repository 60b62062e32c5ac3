/** What a media provider is told beside the picture, on real rows: the countries as they are now, and the word that stands. */
import assert from 'node:assert/strict';
import { randomBytes, randomUUID } from 'node:crypto';
import { after, before, beforeEach, describe, it } from 'node:test';
import { ApplicationFailure } from '@temporalio/common';
import { createChannelActivities } from '../../activities/stage/channel.ts';
import { createStageRowActivities } from '../../activities/stage/rows.ts';
import { createProviderTellingActivities } from '../../activities/stage/tell-provider.ts';
import { stageVault } from '../../domain/stage-vault.ts';
import { countries } from '../../providers/media/countries.ts';
import type { MediaProvider } from '../../providers/media/port.ts';
import { fakeMedia, publishing } from '../support/fake-media.ts';
import { fakeRooms } from '../support/fake-rooms.ts';
import { newShow, tenantId } from './organiser-bench.ts';
import { asActivity } from './paid-orders.ts';
import { type Bench, openBench } from './support.ts';

let bench: Bench;
const media = fakeMedia();
const steps = (provider: MediaProvider = media.provider, name: 'ivs' | 'embedded' = 'ivs') =>
  createProviderTellingActivities({ media: { name, provider } });
const { restrictCountries, putWord } = steps();
before(async () => {
  bench = await openBench();
});
after(() => bench?.close());
beforeEach(() => {
  media.calls.length = 0;
});

async function aChannel() {
  const show = await newShow(bench, 20);
  const at = { tenantId, showId: show.id };
  await bench.db.sql(`update shows set kind = 'stream' where id = $1`, [show.id]);
  const { openStage } = createStageRowActivities();
  const stageKeys = stageVault(randomBytes(32).toString('base64url'));
  const { provisionChannel } = createChannelActivities({
    media: { name: 'ivs', provider: media.provider },
    rooms: { name: 'livekit', provider: fakeRooms().provider },
    stageVault: stageKeys,
  });
  await run(() => openStage(at));
  const { channelId } = await run(() => provisionChannel({ ...at, keyRevision: 1, record: false }));
  const rule = (set: object | null) =>
    bench.db.sql('update shows set countries = $1 where id = $2', [set && JSON.stringify(set), show.id]);
  const word = (text: string | null) => bench.db.sql('update stages set word = $1 where show_id = $2', [text, show.id]);
  return { asked: { ...at, channelId }, channel: media.channels.get(channelId)!, rule, word };
}
const run = <T>(work: () => Promise<T>) => asActivity(bench, work);
const questions = (showId: string) =>
  bench.db.sql<{ kind: string }>(`select kind from attention_items where details->>'showId' = $1`, [showId]);

describe('where a channel may be watched', () => {
  it('is what the rows say now: allowed, refused, or everywhere again; twice is the same', async () => {
    const { asked, channel, rule } = await aChannel();
    await rule({ mode: 'allow', list: ['KZ', 'GE'] });
    for (const _ of 'twice') await run(() => restrictCountries(asked));
    assert.deepEqual([...channel.countries!].sort(), ['GE', 'KZ']);
    await rule({ mode: 'refuse', list: ['FR'] });
    await run(() => restrictCountries(asked));
    assert.deepEqual([channel.countries!.length, channel.countries!.includes('FR')], [countries.length - 1, false]);
    await rule(null);
    await run(() => restrictCountries(asked));
    assert.equal(channel.countries, null);
  });

  it('that the provider does not take stands on the list once, and is final; a server that is away is asked again', async () => {
    const { asked, rule } = await aChannel();
    await rule({ mode: 'allow', list: ['QQ'] });
    const final = (error: unknown) => error instanceof ApplicationFailure && error.nonRetryable === true;
    for (const _ of 'twice')
      await assert.rejects(
        run(() => restrictCountries(asked)),
        final,
      );
    assert.deepEqual(await questions(asked.showId), [{ kind: 'countriesRefused' }]);
    const other = await aChannel();
    media.fail.set('restrictCountries', [new Error('away')]);
    await assert.rejects(
      run(() => restrictCountries(other.asked)),
      (error) => !final(error),
    );
    assert.deepEqual(await questions(other.asked.showId), [], 'control');
  });

  it('is nobody’s business of another provider, and of one that knows no countries', async () => {
    const { asked, rule } = await aChannel();
    await rule({ mode: 'allow', list: ['KZ'] });
    const { restrictCountries: _r, putMetadata: _p, ...plain } = media.provider;
    await run(() => steps(plain).restrictCountries(asked));
    assert.deepEqual(await run(() => steps(plain).putWord({ ...asked, number: 1 })), { put: false });
    await run(() => steps(media.provider, 'embedded').restrictCountries(asked));
    await run(() => restrictCountries({ ...asked, showId: randomUUID() }));
    assert.deepEqual(
      media.calls.filter((call) => call.startsWith('restrict')),
      [],
    );
    await run(() => restrictCountries(asked));
    assert.equal(media.calls.filter((call) => call.startsWith('restrict')).length, 1, 'control');
  });
});

describe('a word to the viewers', () => {
  it('is put into the picture as the row has it, with its number; and so is its end', async () => {
    const { asked, channel, word } = await aChannel();
    channel.reading = publishing();
    await word('Антракт «10 минут»');
    assert.deepEqual(await run(() => putWord({ ...asked, number: 3 })), { put: true });
    await word(null);
    await run(() => putWord({ ...asked, number: 4 }));
    assert.deepEqual(
      channel.metadata.map((text) => JSON.parse(text)),
      [
        { kind: 'word', number: 3, text: 'Антракт «10 минут»' },
        { kind: 'word', number: 4, text: null },
      ],
    );
  });

  it('of the greatest length fits into a kilobyte', async () => {
    const { asked, channel, word } = await aChannel();
    channel.reading = publishing();
    await word('щ'.repeat(200));
    await run(() => putWord({ ...asked, number: 999_999 }));
    assert.ok(Buffer.byteLength(channel.metadata[0]!) <= 1024);
  });

  it('that cannot be put is no failure; a server that is away is', async () => {
    const { asked, word } = await aChannel();
    await word('x');
    assert.deepEqual(await run(() => putWord({ ...asked, number: 1 })), { put: false }, 'nothing is on air');
    media.fail.set('putMetadata', [new Error('away')]);
    await assert.rejects(
      run(() => putWord({ ...asked, number: 1 })),
      /away/,
    );
  });
});
