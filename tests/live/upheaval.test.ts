/** Temporal and Postgres go away in the middle of a talk: pages go on speaking to each other, and what they said is accepted when it can be. */
import assert from 'node:assert/strict';
import { after, before, it } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { ownServers } from '../faults/own-servers.ts';
import { sinceFault } from '../faults/recovery.ts';
import { onAir, type TestAudience } from '../support/audience.ts';
import { CrowdPage } from '../support/crowd.ts';
import { type House, openHouse } from '../support/house.ts';
import { eventually } from '../support/http.ts';
import { sameEverywhere } from './same.ts';

const patience = 180_000;

let servers: Awaited<ReturnType<typeof ownServers>>;
let house: House;
let second: string;
let show: TestAudience;
let pages: CrowdPage[] = [];
before(async () => {
  servers = await ownServers();
  house = await openHouse({ servers: servers.addresses });
  second = (await house.anotherServer()).web;
  show = await onAir(house, 40);
  pages = Array.from({ length: 20 }, (_, n) => new CrowdPage(() => (n % 2 ? second : house.web), show.pass(n)));
  await eventually(async () => pages.every(({ inside }) => inside), 'all are in');
});
after(async () => {
  for (const one of pages) one.close();
  await house?.close();
  await servers?.close();
});

let said = 0;
/** By everybody in turn. */
const talk = (lines: number): string[] => Array.from({ length: lines }, () => pages[said % pages.length]!.say(`line ${++said}`));
const shown = (ids: readonly string[], what: string) =>
  eventually(async () => pages.every(({ lines }) => ids.every((id) => lines.has(id))), what, patience);
const accepted = (ids: readonly string[], what: string) =>
  eventually(async () => pages.every((one) => ids.every((id) => one.accepted.has(id)) && one.settled), what, patience);

it('Temporal is away for twenty seconds: lines are on all pages of both servers, and accepted afterwards, all of them, once', async () => {
  const before = talk(20);
  await accepted(before, 'before it');
  await servers.temporal.kill();
  const began = Date.now();
  const ids: string[] = [];
  while (Date.now() - began < 20_000) {
    ids.push(...talk(10));
    await shown(ids, 'on all pages');
    await sleep(2500);
  }
  assert.ok(ids.length >= 40 && ids.every((id) => pages.every((one) => !one.accepted.has(id))), 'nobody calls them accepted');
  await servers.temporal.start();
  const recovery = sinceFault('20 s without Temporal, to the last line that was written meanwhile');
  await accepted([...before, ...ids], 'all of them');
  recovery.recovered();
  await sameEverywhere(house, show.showId, pages);
});

for (const time of ['', ' once more'])
  it(`Postgres dies${time}: what was accepted is missed by nobody, what is written meanwhile is accepted afterwards`, async () => {
    const before = talk(20);
    await accepted(before, 'before it');
    await servers.postgres.kill();
    const recovery = sinceFault('kill -9 of Postgres under a chat, to the last line that was written meanwhile');
    const meanwhile = talk(20);
    const onOwnServer = (odd: number) => ofServer(odd).every((one) => ownOf(odd, meanwhile).every((id) => one.lines.has(id)));
    await eventually(async () => onOwnServer(0) && onOwnServer(1), 'on the pages of their server', patience);
    await servers.postgres.start();
    await accepted([...before, ...meanwhile], 'all of them');
    recovery.recovered();
    await sameEverywhere(house, show.showId, pages);
    // Reactions are told from server to server alone: no row brings them.
    for (const [from, to] of [pages.slice(0, 2), pages.slice(0, 2).reverse()] as Array<[CrowdPage, CrowdPage]>) {
      const felt = to.felt;
      const clap = async () => {
        from.emit('react', { kind: 'applause', count: 1 });
        return to.felt > felt;
      };
      await eventually(clap, 'servers hear each other again', patience);
    }
    assert.deepEqual([...new Set(pages.map(({ entered }) => entered))], [1], 'nobody was cut off');
  });

const ofServer = (odd: number) => pages.filter((_, n) => n % 2 === odd);
/** Of those lines that were said in turn, the ones that this server took. */
const ownOf = (odd: number, ids: readonly string[]) => ids.filter((_, n) => n % 2 === odd);
