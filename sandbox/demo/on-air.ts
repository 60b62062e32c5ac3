/** The show is live: a test picture is sent to the stage, its ticket opens it, and a forged token opens nothing. */
import { randomUUID } from 'node:crypto';
import type { Evening } from './evening.ts';
import { expect, soon } from './expect.ts';
import { ask } from './http.ts';
import type { Guest } from './on-the-web.ts';
import type { OwnDates } from './organiser.ts';
import { sendTestPicture, type TestPicture } from './test-picture.ts';
import { say } from './words.ts';

type Ingest = { protocol: string; url: string; key: string };

/** @returns the guest's way to the picture, for a browser; undefined where the house shows none of its own */
export async function onAir(evening: Evening, dates: OwnDates, guest: Guest): Promise<string | undefined> {
  if ((await carrierOf(evening, dates)) !== 'embedded') {
    await evening.step(async () => [
      undefined,
      say(
        'эфир пропускаем: у этого дома нет своего медиасервера (MEDIA_PROVIDER)',
        'no picture tonight: this house has no media server of its own (MEDIA_PROVIDER)',
      ),
    ]);
    return undefined;
  }
  const camera = await cameraOn(evening, dates);
  try {
    return await watched(evening, dates, guest);
  } finally {
    await camera.stop();
  }
}

const deskOf = ({ organiser, soon: { id } }: OwnDates) => {
  const desk = `/shows/${id}/stage`;
  return {
    see: () => organiser.see(desk),
    does: (what: string) => organiser.does(`${desk}/${what}`, {}),
  };
};

/** Who carries the show's picture. @throws Unexpected when a house that has a media server gives it no channel */
async function carrierOf({ pictures }: Evening, dates: OwnDates): Promise<string | undefined> {
  if (pictures === false) return undefined;
  const desk = deskOf(dates);
  const found = soon<string>(
    say('канал для картинки', 'a channel for the picture'),
    async () => {
      const { channelReady, provider } = await desk.see();
      return channelReady && provider;
    },
    async () => (await desk.see()).events,
  );
  return pictures ? found : found.catch(() => undefined);
}

function cameraOn({ step }: Evening, dates: OwnDates): Promise<TestPicture> {
  const desk = deskOf(dates);
  return step(async () => {
    const rtmp = await soon(
      say('адрес и ключ на пульте', 'an address and a key on the desk'),
      async () => ((await desk.see()).ingest as Ingest[]).find(({ protocol }) => protocol === 'rtmp'),
      async () => (await desk.see()).events,
    );
    const camera = await sendTestPicture(`${rtmp.url}/${rtmp.key}`);
    try {
      await soon(
        say('картинка на пульте', 'a picture on the desk'),
        async () => (await desk.see()).picture?.publishing,
        async () => camera.complaints() || (await desk.see()).events,
      );
    } catch (error) {
      await camera.stop();
      throw error;
    }
    return [camera, say('пульт Ирины: по RTMP пошла испытательная картинка', "Irina's desk: a test picture comes in by RTMP")];
  });
}

async function watched({ step, web, publicUrl }: Evening, dates: OwnDates, guest: Guest): Promise<string> {
  const desk = deskOf(dates);
  const page = await step(async () => {
    const { onAir: live, state } = await desk.does('start');
    expect(live, say('показ в эфире', 'the show is on the air'), state);
    const { tickets } = await guest.sees();
    const good = tickets.find(
      ({ state: of, watchUrl }: { state: string; watchUrl: string | null }) => of === 'valid' && watchUrl,
    );
    expect(good, say('у гостя есть билет и дорога в зал', 'the guest has a ticket and a way into the hall'), tickets);
    return [
      { address: good.watchUrl as string, ticketId: good.id as string },
      say('Ирина нажимает «Начать»: показ в эфире', 'Irina presses Start: the show is on the air'),
    ];
  });

  const list = await step(async () => {
    const token = new URL(page.address, web).searchParams.get('token') ?? '';
    const at = (path: string) => `${web}/api/tickets/${page.ticketId}/${path}?token=${encodeURIComponent(token)}`;
    const screenId = randomUUID();
    await ask(at('screens'), { body: { screenId } });
    const { url } = await ask(at(`screens/${screenId}/playback`), { body: {} });
    const pieces = await soon(
      say('первые куски картинки', 'the first pieces of the picture'),
      async () => {
        const named = piecesOf(String(url), await (await fetch(url)).text());
        return named.length > 2 && named;
      },
      async () => (await fetch(url)).status,
    );
    const sizes = await Promise.all(pieces.map(async (piece) => (await (await fetch(piece)).arrayBuffer()).byteLength));
    expect(
      sizes.every((size) => size > 0),
      say('в каждом куске что-то есть', 'something in every piece'),
      sizes,
    );
    const kilobytes = Math.round(sizes.reduce((sum, size) => sum + size, 0) / 1024);
    return [
      [String(url), ...pieces],
      say(
        `билет гостя открывает картинку, кусков: ${pieces.length}, ${kilobytes} КБ`,
        `the guest's ticket opens the picture: ${pieces.length} pieces, ${kilobytes} kB`,
      ),
    ];
  });

  await step(async () => {
    const [, , token = ''] = new URL(list[0]!).pathname.split('/');
    const forged = token.replace(/^./, (first) => (first === 'A' ? 'B' : 'A'));
    for (const wrong of [forged, 'none']) {
      const answers = await Promise.all(list.map(async (url) => (await fetch(url.replace(token, wrong))).status));
      expect(
        answers.every((status) => status === 403),
        say('403 на каждый кусок', '403 for every piece'),
        answers,
      );
    }
    return [undefined, say('с чужим или поддельным ключом: ни одного куска', 'with a forged token or none: not one piece')];
  });

  await step(async () => {
    const { onAir: live, state } = await desk.does('end');
    expect(!live, say('показ окончен', 'the show is over'), state);
    const { status } = await fetch(list[0]!);
    return [
      undefined,
      say(
        `Ирина заканчивает показ: эфир закрыт${status === 403 ? ' и для билета' : ''}, пишется запись`,
        `Irina ends the show: the air is closed${status === 403 ? ' for the ticket too' : ''}, the recording is being written`,
      ),
    ];
  });
  return new URL(page.address, publicUrl).href;
}

/** The head and the newest pieces, as a player would ask for them. */
const piecesOf = (list: string, text: string): string[] => {
  const head = /EXT-X-MAP:URI="([^"]+)"/.exec(text)?.[1];
  const pieces = [...text.matchAll(/EXT-X-PART:[^\n]*URI="([^"]+)"/g)].map(([, uri]) => uri!);
  return head ? [head, ...pieces.slice(-6)].map((uri) => new URL(uri, list).href) : [];
};
