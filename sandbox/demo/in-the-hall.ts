/** A show that is played in a closed chat: its ticket holder is let in, a stranger with the same link is not. */
import { buy } from './buying.ts';
import type { Evening } from './evening.ts';
import { expect, soon } from './expect.ts';
import { ask } from './http.ts';
import type { Bought } from './in-telegram.ts';
import { type Message, newPhone } from './phone.ts';
import { local, say } from './words.ts';

/** «Зрительный зал «Рампы»», where the sample theatre plays. */
const HALL = -1001000001002;

const enterLink = ({ buttons }: Message) => buttons.flat().find(({ url }) => url?.includes('t.me/+'))?.url;

export async function inTheHall({ sandbox, step }: Evening, { viewer, shows }: Bought): Promise<void> {
  const members = (): Promise<Array<{ id: number; status: string }>> => ask(`${sandbox}/chats/${HALL}/members`);
  const inside = async (id: number) =>
    (await members()).some((member) => member.id === id && !['left', 'kicked'].includes(member.status));

  const link = await step(async () => {
    const played = shows.find(({ kind, onSale, seatsLeft }) => kind === 'telegram' && onSale && seatsLeft > 0);
    expect(played, say('в афише есть показ в Telegram', 'a show on the playbill is played in Telegram'), shows.length);
    const after = await viewer.newest();
    await buy(viewer, played.code, 1);
    const expected = say('личная ссылка в зал', 'a personal link into the hall');
    const [invited] = await viewer.sees(expected, enterLink, { after });
    const title = local(played.production.title);
    return [
      enterLink(invited!)!,
      say(`«${title}» идёт в закрытом зале: пришла личная ссылка`, `“${title}” is played in a closed hall: her own link arrives`),
    ];
  });

  await step(async () => {
    const stranger = await newPhone(sandbox, say('Чужой', 'A stranger'));
    await stranger.join(link);
    await stranger.sees(say('почему не пустили', 'why not'), ({ text }) => text.includes(say('по билету', 'with a ticket')));
    expect(!(await inside(stranger.id)), say('чужой снаружи', 'the stranger is outside'), await members());
    return [
      undefined,
      say('чужого по её ссылке не пускают и говорят почему', 'a stranger with her link is refused, and told why'),
    ];
  });

  await step(async () => {
    const result = await viewer.join(link);
    expect(result === 'requested', say('она просится в зал', 'she asks to be let in'), result);
    await soon(say('Анна в зале', 'Anna is in the hall'), () => inside(viewer.id), members);
    return [undefined, say('Анну узнают и впускают', 'Anna is known and let in')];
  });
}
