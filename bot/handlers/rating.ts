/** One to five stars after a show; the last press counts. */

import type { PressOf } from '../callback-data.ts';
import type { Visit } from '../context.ts';
import type { BotDeps } from '../deps.ts';
import { holdingIn } from '../holdings.ts';
import { press } from '../keyboards.ts';
import { isUnchanged } from '../present.ts';

export async function rate(visit: Visit, deps: BotDeps, { orderId, stars }: PressOf<'rate'>): Promise<void> {
  const { personId, requestId, words } = visit;
  // A companion was there too; a stranger was not.
  await holdingIn(visit, deps, orderId);
  await deps.orders.rate({ orderId, personId, requestId, stars });
  const scale = [1, 2, 3, 4, 5].map((each) => press(each <= stars ? '★' : '☆', { kind: 'rate', orderId, stars: each }));
  await visit
    .editMessageReplyMarkup({
      inline_keyboard: [[press(words.thanksForStars(stars), { kind: 'rate', orderId, stars })], scale],
    })
    .catch((error: unknown) => {
      if (!isUnchanged(error)) throw error;
    });
}
