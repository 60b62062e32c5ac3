/** `/start`: a greeting, or what a deep link leads to. */
import { expandUuid } from '../callback-data.ts';
import type { Visit } from '../context.ts';
import type { BotDeps } from '../deps.ts';
import { press } from '../keyboards.ts';
import { opensMiniApps, say } from '../present.ts';
import { resumeOrder } from './buying.ts';
import { bring, offerTicket } from './handing.ts';
import { sendShow } from './playbill.ts';
import { askToSignIn } from './signing-in.ts';
import { watch } from './watching.ts';

const links: Array<[RegExp, (visit: Visit, deps: BotDeps, ...parts: [string, string]) => Promise<unknown>]> = [
  [/^watch$/, watch],
  [/^show_([0-9A-Za-z]{4,16})$/, sendShow],
  [/^order_([0-9a-f]{32})$/, (visit, deps, order) => resumeOrder(visit, deps, expandUuid(order))],
  [/^login_([0-9a-f]{32})$/, (visit, deps, signIn) => askToSignIn(visit, deps, expandUuid(signIn))],
  [/^claim_([0-9a-f]{32})_([\w-]{22})$/, (visit, deps, ticket, key) => offerTicket(visit, deps, expandUuid(ticket), key)],
  [/^bring_([0-9a-f]{32})_([\w-]{22})$/, (visit, deps, order, key) => bring(visit, deps, expandUuid(order), key)],
];

export async function begin(visit: Visit, deps: BotDeps, payload: string): Promise<unknown> {
  for (const [pattern, follow] of links) {
    const match = pattern.exec(payload);
    if (match) return follow(visit, deps, match[1]!, match[2] ?? '');
  }
  return say(visit, visit.words.welcome, [
    [press(visit.words.playbill, { kind: 'events' }), press(visit.words.myTickets, { kind: 'myTickets' })],
    ...webApp(visit, deps),
  ]);
}

const webApp = ({ words }: Visit, deps: BotDeps) =>
  opensMiniApps(deps) ? [[{ text: words.website, web_app: { url: deps.publicUrl } }]] : [];
