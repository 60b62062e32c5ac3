/** A server dies under a thousand pages, in the middle of their talk, while the show's process continues as new. */
import assert from 'node:assert/strict';
import { after, before, it } from 'node:test';
import { killed } from '../faults/moment.ts';
import { sinceFault } from '../faults/recovery.ts';
import { onAir, type TestAudience } from '../support/audience.ts';
import { CrowdPage } from '../support/crowd.ts';
import { type House, openHouse } from '../support/house.ts';
import { eventually } from '../support/http.ts';
import { sendBatches } from './batches.ts';
import { sameEverywhere } from './same.ts';

const many = 1000;
const writers = 30;
/** Fewer than a server keeps at hand. */
const mostLines = 450;

let house: House;
let show: TestAudience;
let second: string;
const pages: CrowdPage[] = [];
before(async () => {
  house = await openHouse();
  second = (await house.anotherServer()).web;
  show = await onAir(house, many + 20);
});
after(async () => {
  for (const one of pages) one.close();
  await house?.close();
});

/** Its radio hears nothing of what was said while it was away. */
class Deaf extends CrowdPage {
  override hearWelcome(word: Parameters<CrowdPage['hearWelcome']>[0]): void {
    super.hearWelcome(this.entered === 0 ? word : { ...word, lines: [], pending: [], reset: false });
  }
}

it('all come back; no accepted line is lost on any page, none is there twice, all stand in one order', async () => {
  const page = (n: number, web: string, Kind = CrowdPage) => {
    const made = new Kind(() => web, show.pass(n));
    pages.push(made);
    return made;
  };
  const crowd = Array.from({ length: many }, (_, n) => page(n, house.web));
  const elsewhere = Array.from({ length: 10 }, (_, n) => page(many + n, second));
  const deaf = page(many + 10, house.web, Deaf);
  const all = [...crowd, ...elsewhere];
  await eventually(async () => pages.every(({ inside }) => inside), 'all are in', 120_000);

  let said = 0;
  const talk = () => {
    if (said < mostLines) crowd[said % writers]!.say(`line ${said}`);
    said += 1;
  };
  const talking = setInterval(talk, 120);
  const batches = sendBatches(house, show);
  await eventually(async () => crowd[many - 1]!.accepted.size >= 20, 'some are accepted');
  const before = new Set(elsewhere[0]!.accepted);

  await killed(house.server);
  const recovery = sinceFault(`kill -9 of a server under ${many} pages`);
  assert.ok(await eventually(async () => crowd.every(({ inside }) => !inside), 'all are cut off'));
  const silent = crowd[0]!.say('written while nobody listens');
  await house.server.start();
  await eventually(async () => pages.every(({ inside }) => inside), 'all are back', 120_000);
  const seconds = recovery.recovered();
  await eventually(batches.continuedAsNew, 'the process has continued as new', 180_000);
  clearInterval(talking);
  await batches.stop();

  await eventually(async () => all.every(({ settled }) => settled), 'nothing is on its way', 120_000);
  await eventually(async () => new Set(all.map(({ lines }) => lines.size)).size === 1, 'all have as many', 120_000);
  await sameEverywhere(house, show.showId, all);
  assert.ok(crowd.every(({ accepted }) => [...before, silent].every((id) => accepted.has(id))));
  assert.ok(crowd.every(({ entered }) => entered >= 2));
  console.log(`${crowd[0]!.lines.size} lines on ${all.length} pages; all were back within ${seconds.toFixed(1)} s`);
  await assert.rejects(
    sameEverywhere(house, show.showId, [deaf]),
    /what is accepted/,
    'a page that asks for nothing has lost lines',
  );
});
