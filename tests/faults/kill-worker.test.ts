/** The worker dies as in a power cut, at the worst moments of sales and returns: paid is delivered, money goes back once, the word is said once. */
import { after, before, describe, it } from 'node:test';
import { type House, openHouse } from '../support/house.ts';
import { assertSound } from '../support/invariants.ts';
import { endFaults, killed, type Moment } from './moment.ts';
import { sinceFault } from './recovery.ts';
import * as returns from './return-moments.ts';
import * as sales from './sale-moments.ts';

let house: House;
let moments: Moment[];
before(async () => {
  house = await openHouse();
  moments = [
    returns.afterTheProviderReturned(house),
    returns.withoutTheKey(house),
    returns.afterTheAnswerWasLost(house),
    returns.betweenAccessAndMoney(house),
    returns.afterTelegramReturned(house),
    sales.beforeTheMoney(house),
    sales.whileTelegramHoldsTheAnswer(house),
    sales.betweenPaidAndTicket(house),
    returns.asTheRowsSaySo(house),
  ];
});
after(async () => {
  if (!house) return;
  await assertSound(house.db).finally(house.close);
});

describe('the worker is killed', () => {
  // One death for all: each waits a minute at most for what the dead worker had in hand, and so do they together.
  it('at all of these moments at once', async (t) => {
    for (const { arrange } of moments) await arrange();
    await killed(house.worker);
    for (const { whileDead } of moments) await whileDead?.();
    await endFaults(house);
    const recovery = sinceFault('kill -9 of the worker in the middle of sales and returns');
    await house.worker.start();
    await Promise.all(moments.map(({ name, afterwards }) => t.test(name, async () => void (await afterwards()))));
    recovery.recovered();
  });
});
