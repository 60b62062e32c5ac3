/** A buyer in Telegram: chooses in the chat with the bot, pays in Stars, and changes their mind in the Mini App. */
import { randomBytes, randomInt } from 'node:crypto';
import { decodePress } from '../../bot/callback-data.ts';
import { errors } from '../../domain/errors.ts';
import { newViewer, type PhoneMessage, type TestShow } from '../support/buyers.ts';
import { call, eventually } from '../support/http.ts';
import { insist, type Placed } from './placed.ts';
import type { Buyer } from './scenario.ts';
import type { World } from './world.ts';

type Viewer = Awaited<ReturnType<typeof newViewer>> & Pick<World, 'closed'>;
const patience = 240_000;

export async function placeInChat(world: World, asked: Buyer): Promise<Placed | undefined> {
  const { house, shows, ledger } = world;
  // So long that it is nothing else by chance; no moment of our time has it in it.
  const id = 500_000_000_000 + randomInt(100_000_000_000);
  const firstName = `Зритель ${randomBytes(6).toString('hex')}`;
  ledger.secrets.push(String(id), firstName);
  const viewer = { ...(await newViewer(house, { id, firstName })), closed: world.closed };
  const said = await order(viewer, shows[asked.show] as TestShow, asked);
  const orderId = said.invoice && orderOf(said);
  ledger.answers.push(orderId ? 'placed' : codeOf(said));
  if (!orderId) return undefined;
  ledger.acknowledged.checkouts.push(orderId);
  let authorization: string | undefined;
  return {
    orderId,
    async ask(path, body) {
      authorization ??= await signIn(house.web, viewer);
      return call(`${house.web}/api/orders/${orderId}${path}`, { headers: { authorization }, ...(body ? { body } : {}) });
    },
    settle: () => settle(viewer, asked, said),
  };
}

async function signIn(web: string, viewer: Viewer): Promise<string> {
  const initData = await viewer.initData();
  const { status, body } = await insist(viewer, () => call(`${web}/api/sign-in`, { body: { bot: 'platform', initData } }));
  if (status !== 200) throw new Error(`not signed in: ${status} ${JSON.stringify(body)}`);
  return `Bearer ${body['token']}`;
}

const has = (start: string) => (message: PhoneMessage) => buttonOf(message, start) !== undefined;
const buttonOf = ({ buttons }: PhoneMessage, start: string) => buttons.flat().find(({ data }) => data?.startsWith(start))?.data;
const orderOf = (invoice: PhoneMessage): string | undefined => {
  const cancel = decodePress(buttonOf(invoice, 'c:') ?? '');
  return cancel?.kind === 'cancel' ? cancel.orderId : undefined;
};
/** What the bot said, by its name. */
const codeOf = ({ text }: PhoneMessage): string =>
  Object.entries(errors).find(([, { ru }]) => text.startsWith(ru.message))?.[0] ?? 'said no';

/** /start → type → quantity → pay button. @returns the invoice, or words that say why there is none */
async function order(viewer: Viewer, show: TestShow, { seats, taps }: Buyer): Promise<PhoneMessage> {
  const steps = [`t:${show.code}:0`, `q:${show.code}:0:${seats}`, 'p:'];
  let said = await answered(
    viewer,
    () => viewer.say(`/start show_${show.code}`),
    ({ media }) => media,
  );
  for (const [index, step] of steps.entries()) {
    const { messageId } = said;
    const data = buttonOf(said, step);
    // A card without it: nothing is left, or not so much.
    if (!data) return said;
    const next = steps[index + 1];
    const press = () => Promise.all(Array.from({ length: next ? 1 : taps }, () => viewer.press(messageId, data)));
    said = await answered(viewer, press, (message) => next && message.messageId === messageId && has(next.slice(0, 2))(message));
    if (said.messageId !== messageId) return said;
  }
  return said;
}

/** Does something in the chat, again while the house is busy. @returns what was looked for, or words that came instead */
async function answered(
  viewer: Viewer,
  act: () => Promise<unknown>,
  expected: (message: PhoneMessage) => unknown,
): Promise<PhoneMessage> {
  for (const until = Date.now() + patience; ; ) {
    const before = (await viewer.messages()).at(-1)?.messageId ?? 0;
    await act();
    const isAnswer = (message: PhoneMessage) => expected(message) || (message.messageId > before && !message.media);
    const look = async () =>
      viewer.closed() ? 'nobody' : (await viewer.messages()).find((message) => message.by === 'bot' && isAnswer(message));
    const said = await eventually(look, 'the bot answers', patience);
    if (said === 'nobody') throw new Error('the house is closed');
    if (codeOf(said) !== 'Busy' || Date.now() > until) return said;
    await new Promise((resolve) => setTimeout(resolve, 250));
  }
}

async function settle(viewer: Viewer, { pays }: Buyer, invoice: PhoneMessage): Promise<void> {
  // The last check before Stars move lets nobody pay when it is over.
  if (pays === 'never' || pays === 'after all') return;
  if (pays === 'gives up') {
    await answered(
      viewer,
      () => viewer.press(invoice.messageId, buttonOf(invoice, 'c:')!),
      () => false,
    );
    return;
  }
  const pages = [invoice];
  if (pays === 'twice') {
    // The same order opened again is the same invoice once more: both may be paid in the same moment.
    const link = `/start order_${orderOf(invoice)!.replaceAll('-', '')}`;
    pages.push(
      await answered(
        viewer,
        () => viewer.say(link),
        () => false,
      ),
    );
  }
  await Promise.all(pages.filter((page) => page.invoice).map(({ messageId }) => viewer.pay(messageId)));
}
