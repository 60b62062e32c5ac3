/** What the tests of live shows do again and again: put a date on, buy a ticket, direct the stage, look at the picture. */
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import type { Page } from 'playwright-core';
import { sampleTenantId } from '../../database/sample/theatre.ts';
import type { ShowKind } from '../../domain/shows.ts';
import { inPhase, newViewer, orderTaken, payOnPage, seen, type TestShow, type WebOrder } from '../support/buyers.ts';
import { lookAt } from '../support/clock-picture.ts';
import type { House } from '../support/house.ts';
import { call, eventually } from '../support/http.ts';
import type { Organiser } from '../support/organiser.ts';

/** A machine may be busy with a browser, an encoder and a whole house. */
export const patient = 120_000;

export type Viewer = { placed: WebOrder; ticketId: string; watchUrl: string; key: string };
export type LiveTheatre = ReturnType<typeof liveTheatre>;

export function liveTheatre(house: House, owner: Organiser) {
  const deskOf = async (of: TestShow) => (await owner.ask(`shows/${of.id}/stage`)).body;

  return {
    deskOf,
    /** A date that begins in ten minutes, announced as organisers do. */
    async soon(kind: ShowKind = 'stream'): Promise<TestShow> {
      const { body: mine } = await owner.ask('productions');
      const asked = {
        requestId: randomUUID(),
        productionId: mine['productions'][0].id,
        timeZone: 'Europe/Moscow',
        kind,
      };
      const kept = { capacity: 20, holdMinutes: 15, refundPolicy: { fullUntilHours: 0, thenPercent: 0 } };
      const ticketTypes = [
        {
          name: { ru: 'Партер', en: 'Stalls' },
          note: { ru: '', en: '' },
          quota: null,
          openPrice: false,
          prices: [
            { currency: 'RUB', amount: 90_000 },
            { currency: 'EUR', amount: 1000 },
          ],
        },
      ];
      const startsAt = new Date(Date.now() + 10 * 60_000).toISOString();
      const made = await owner.ask('shows', { ...asked, ...kept, startsAt, ticketTypes });
      assert.equal(made.status, 201, JSON.stringify(made.body));
      const { showId: id, code } = made.body;
      const published = await owner.ask(`shows/${id}/publish`, { requestId: randomUUID(), published: true });
      assert.ok(published.status < 300, JSON.stringify(published.body));
      const { body } = await call(`${house.web}/api/shows/${id}`);
      return { id, code, typeId: body['ticketTypes'][0].id };
    },

    async buy(of: TestShow): Promise<Viewer> {
      const placed = await orderTaken(house, of);
      await payOnPage(placed.checkoutUrl);
      await inPhase(house, placed, 'paid', patient);
      const [ticket] = (await seen(house, placed))['tickets'] as Array<{ id: string; watchUrl: string }>;
      const url = new URL(ticket!.watchUrl, house.web);
      return { placed, ticketId: ticket!.id, watchUrl: url.href, key: url.searchParams.get('token')! };
    },

    async direct(of: TestShow, what: string, more: object = {}): Promise<void> {
      const { status, body } = await owner.ask(`shows/${of.id}/stage/${what}`, { requestId: randomUUID(), ...more });
      assert.ok(status < 300, `${what}: ${status} ${JSON.stringify(body)}`);
    },
    /** Asked again while the house is busy, under the same id. */
    async insistDirect(of: TestShow, what: string, more: object = {}): Promise<void> {
      const asked = { requestId: randomUUID(), ...more };
      const { status, body } = await eventually(
        async () => {
          const reply = await owner.ask(`shows/${of.id}/stage/${what}`, asked);
          return reply.status < 500 && reply;
        },
        `the stage does: ${what}`,
        patient,
      );
      assert.ok(status < 300, `${what}: ${status} ${JSON.stringify(body)}`);
    },

    ingestOf: async (of: TestShow, protocol: string): Promise<{ url: string; key: string }> =>
      eventually(
        async () => {
          const { ingest } = await deskOf(of);
          return (ingest as Array<{ protocol: string; url: string; key: string }>).find((one) => one.protocol === protocol);
        },
        `the stage can be sent to by ${protocol}`,
        patient,
      ),
    publishing: (of: TestShow): Promise<unknown> =>
      eventually(async () => (await deskOf(of))['picture']?.publishing, 'the desk sees the picture', patient),

    /** The address of the picture, as the page asks for it. */
    async playbackOf({ ticketId, key }: Viewer, screenId: string) {
      const at = (path: string) => `${house.web}/api/tickets/${ticketId}/${path}?token=${encodeURIComponent(key)}`;
      const taken = await call(at('screens'), { body: { screenId } });
      return taken.status < 300 ? call(at(`screens/${screenId}/playback`), { body: {} }) : taken;
    },
    /** The screen that the viewer watches on now. */
    async currentScreen({ ticketId }: Viewer): Promise<string> {
      const [row] = await house.db.sql<{ id: string }>('select id from screens where ticket_id = $1 and ended_at is null', [
        ticketId,
      ]);
      assert.ok(row, 'the ticket has a screen');
      return row.id;
    },
  };
}

export const statusOf = async (url: string): Promise<number> => (await fetch(url)).status;

/** What is seen was painted after a moment: it is no picture that stands still. */
export const moving = (page: Page, what: string, since = Date.now()) =>
  eventually(
    async () => {
      const { late } = await lookAt(page);
      return late !== null && Date.now() - late > since;
    },
    what,
    patient,
  ).catch(async (cause) => {
    const says = (await page.evaluate('document.body.innerText')) as string;
    throw new Error(`${what}; the page says: ${says.replaceAll(/\s+/g, ' ').slice(0, 600)}`, { cause });
  });

/** @returns in order, and how often the player stood still meanwhile */
export async function latencies(page: Page, count: number): Promise<[late: number[], stalls: number]> {
  const all: number[] = [];
  let stalls = 0;
  for (let before = -1; all.length < count; ) {
    await new Promise((resolve) => setTimeout(resolve, 200));
    const { late, at } = await lookAt(page);
    if (at === before) stalls += 1;
    before = at;
    if (late !== null) all.push(late);
  }
  return [all.toSorted((a, b) => a - b), stalls];
}

export const says = (at: Page, words: string | RegExp, what: string) =>
  at
    .getByText(words)
    .filter({ visible: true })
    .first()
    .waitFor({ timeout: patient })
    .catch((cause) => {
      throw new Error(what, { cause });
    });

/** A new person of the sandbox's Telegram who owns the sample theatre: the fragment that signs them in. */
export async function anOwnersWord(house: House): Promise<string> {
  const viewer = await newViewer(house, { languageCode: 'en' });
  const initData = await viewer.initData();
  const { body } = await call<{ personId: string }>(`${house.web}/api/sign-in`, { body: { bot: 'platform', initData } });
  await house.db.sql('insert into members (tenant_id, person_id, role) values ($1, $2, $3)', [
    sampleTenantId,
    body.personId,
    'owner',
  ]);
  return `#${new URLSearchParams({ tgWebAppData: initData, tgWebAppVersion: '8.0', tgWebAppThemeParams: '{"bg_color":"#17212b"}' })}`;
}
