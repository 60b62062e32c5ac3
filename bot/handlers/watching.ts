/** The way into the hall: a personal link into the show's closed chat, or the page where it is played. */
import { claimUrl } from '../../domain/claim-link.ts';
import { Refusal } from '../../domain/errors.ts';
import { escapeHtml } from '../../domain/html.ts';
import { orderUrl } from '../../domain/order-link.ts';
import { linkOf } from '../../queries/orders/invitations.ts';
import type { Visit } from '../context.ts';
import type { BotDeps } from '../deps.ts';
import { type Holding, holdingIn, holdingsOf, isOver } from '../holdings.ts';
import { press } from '../keyboards.ts';
import { opensMiniApps, type Rows, say, urlRow } from '../present.ts';
import { shortWhen, whenOf } from '../times.ts';

const mostShows = 10;

export async function watch(visit: Visit, deps: BotDeps): Promise<void> {
  const { words, language } = visit;
  const going = (await holdingsOf(visit, deps)).filter(({ passes, show }) => passes.length > 0 && !isOver(show));
  // Two orders for one evening are one door.
  const doors = [...new Map(going.toReversed().map((holding) => [holding.show.id, holding])).values()].toReversed();
  const [only, ...more] = doors;
  if (!only) return void (await say(visit, words.nothingToWatch, [[press(words.playbill, { kind: 'events' })]]));
  if (more.length === 0) return openDoor(visit, deps, only);
  await say(
    visit,
    words.watchTitle,
    doors
      .slice(0, mostShows)
      .map(({ orderId, show }) => [
        press(`${shortWhen(show, visit)} · ${show.production.title[language]}`, { kind: 'join', orderId }),
      ]),
  );
}

export const join = async (visit: Visit, deps: BotDeps, orderId: string): Promise<void> =>
  openDoor(visit, deps, await holdingIn(visit, deps, orderId));

async function openDoor(visit: Visit, deps: BotDeps, holding: Holding): Promise<void> {
  const { words, language, personId, requestId } = visit;
  const { show, passes, orderId } = holding;
  if (passes.length === 0 || isOver(show)) return void (await say(visit, visit.explain('NoInvitation')));
  const title = escapeHtml(show.production.title[language]);
  if (show.kind === 'telegram') {
    const { invitation } = await deps.orders.invite({ orderId, personId, requestId });
    const link = await linkOf(deps.readers, personId, invitation);
    if (!link) throw new Refusal('NoInvitation');
    return void (await say(visit, words.invited(title, whenOf(show, visit)), [[{ text: words.enter, url: link }]]));
  }
  if (show.kind === 'stream')
    return void (await say(visit, words.onScreen(title, whenOf(show, visit)), screenRows(holding, visit, deps)));
  await say(
    visit,
    words.startsOnTheSite(title, whenOf(show, visit)),
    urlRow(words.onTheSite, pageOf(holding, visit, deps), deps),
  );
}

/** One button a ticket: each is watched on one screen at a time. Signed in by the Mini App, or by the link where there is none. */
function screenRows({ passes }: Holding, { personId, words }: Visit, deps: BotDeps): Rows {
  return passes.slice(0, mostShows).flatMap(({ id, number }) => {
    const url = new URL(`/watch/${id}`, deps.publicUrl);
    url.searchParams.set('token', deps.orderLinks.signTicket(id, personId));
    const text = passes.length > 1 ? words.watchTicket(number) : words.watchNow;
    return opensMiniApps(deps) ? [[{ text, web_app: { url: url.href } }]] : urlRow(text, url.href, deps);
  });
}

/** The buyer's page is the order's; a companion's is that of the ticket. */
function pageOf(
  { order, orderId, passes }: Holding,
  { personId }: Visit,
  { publicUrl, orderLinks, claimLinks }: BotDeps,
): string {
  if (order) return orderUrl(publicUrl, orderId, orderLinks.sign(orderId, personId));
  const ticketId = passes[0]!.id;
  return claimUrl(publicUrl, ticketId, claimLinks.sign('claim', ticketId));
}
