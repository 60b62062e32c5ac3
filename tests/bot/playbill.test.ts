/** The playbill in the bot: by whose clock its times are. */
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { anna, james, openStage, type Stage, textsOf } from './stage.ts';

let stage: Stage;
before(async () => {
  stage = await openStage();
});
after(() => stage.close());

describe('/events', () => {
  it('names the city whose clock it goes by, once, where that is the same for every show', async () => {
    const { theatre } = stage.play();
    for (const code of ['SHOW0001', 'SHOW0002']) theatre.addShow(code);
    const russian = await stage.viewer(anna).say('/events');
    assert.match(russian.text, /^Ближайшие показы\nВремя — по городу театра: Москва\.$/);
    assert.match((await stage.viewer(james).say('/events')).text, /Times are those of the theatre’s city: Moscow\.$/);
    assert.ok(!textsOf(russian).some((text) => text.includes('Москва')));
  });

  it('names it at each show where the clocks differ, on every page', async () => {
    const { theatre } = stage.play();
    for (let number = 0; number < 9; number += 1) theatre.addShow(`SHOW000${number}`);
    theatre.addShow('SHOW0009', { time_zone: 'Asia/Yekaterinburg' });
    const viewer = stage.viewer(anna);
    const first = await viewer.say('/events');
    assert.equal(first.text, 'Ближайшие показы');
    const second = await viewer.press('→');
    const shows = [first, second].flatMap((page) => textsOf(page).filter((text) => text.includes('Чайка')));
    assert.equal(shows.length, 10);
    for (const text of shows.slice(0, 9)) assert.match(text, /\d\d:\d\d \(Москва\) · Чайка/);
    assert.match(shows[9]!, /\d\d:\d\d \(Екатеринбург\) · Чайка/);
  });
});
