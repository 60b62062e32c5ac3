/** `npm run pictures`: what the READMEs show, each in its language, made of real purchases in a house of its own, on free ports and a data folder that goes with it. */
import { join } from 'node:path';
import { languages } from '../../domain/language.ts';
import { soldOut } from '../../tests/e2e/sold-evening.ts';
import { openStage } from '../../tests/e2e/stage.ts';
import { thePhone, theReturn, theWeb } from './buyer.ts';
import { type Place, save } from './camera.ts';
import { theDoor, theMailbox, theOrganiser } from './theatre.ts';
import { wordsIn } from './words.ts';

/** `npm run pictures -- en`: of one README alone. */
const wanted = process.argv.slice(2);
for (const language of languages.filter((one) => wanted.length === 0 || wanted.includes(one))) {
  const stage = await openStage();
  const words = wordsIn(language);
  const place: Place = {
    ...{ house: stage.house, words },
    enter: (viewport) => stage.enter({ viewport, deviceScaleFactor: 2, locale: words.locale }),
    save: (name, shots) => save(join(import.meta.dirname, language, `${name}.webp`), shots),
  };
  try {
    await theWeb(place);
    await thePhone(place);
    const evening = await soldOut(stage.house, language);
    await theReturn(place, evening.orders[0]!);
    await theOrganiser(place, evening);
    await theDoor(place, evening);
    await theMailbox(place, evening.orders[0]!);
  } finally {
    await stage.close();
  }
}
