/** The organiser signs in and puts two dates of an open rehearsal on the playbill: one to be moved, one to be cancelled. */
import { randomUUID } from 'node:crypto';
import type { Evening } from './evening.ts';
import { expect } from './expect.ts';
import { ask } from './http.ts';
import { phoneOf } from './phone.ts';
import { signIn } from './session.ts';
import { say } from './words.ts';

/** Of the sample theatre: Irina, who owns it. */
const OWNER = 1001;
const HOUR = 3_600_000;

export type Organiser = {
  /** What the organiser's pages show. */
  see(path: string): ReturnType<typeof ask>;
  /** One press there. */
  does(path: string, body: object): ReturnType<typeof ask>;
};
export type OwnDate = { id: string; code: string };
export type OwnDates = { organiser: Organiser; page: (path: string) => string; soon: OwnDate; later: OwnDate };

const rehearsal = {
  title: { ru: 'Открытая репетиция', en: 'Open Rehearsal' },
  author: { ru: 'Труппа «Рампы»', en: 'The Rampa company' },
  description: {
    ru: 'Полчаса за кулисами: режиссёр, актёры и вопросы из зала.',
    en: 'Half an hour behind the scenes: the director, the actors, and your questions.',
  },
  ...{ minutes: 30, ageLimit: 12, symbol: 'letter', hue: 20 },
};
/** Half of the price comes back on the day itself. */
const date = {
  ...{ timeZone: 'Europe/Moscow', kind: 'stream', capacity: 20, holdMinutes: 15 },
  refundPolicy: { fullUntilHours: 24, thenPercent: 50, noneWithinHours: 0 },
  ticketTypes: [
    {
      ...{ name: { ru: 'Место', en: 'Seat' }, note: { ru: '', en: '' }, quota: null },
      prices: Object.entries({ RUB: 50_000, EUR: 500, XTR: 250 }).map(([currency, amount]) => ({ currency, amount })),
    },
  ],
};

export async function organiserSignsIn({ web, sandbox, publicUrl, step }: Evening): Promise<OwnDates> {
  const { organiser, slug } = await step(async () => {
    const session = await signIn(web, phoneOf(sandbox, OWNER));
    const { organisations } = await ask(`${web}/api/organiser/organisations`, session);
    const owned = organisations.find(({ role }: { role: string }) => role === 'owner');
    expect(owned, say('театр, которым она владеет', 'a theatre that she owns'), organisations);
    const at = `${web}/api/organiser/${owned.slug}`;
    const irina: Organiser = {
      see: (path) => ask(`${at}${path}`, session),
      does: (path, body) => ask(`${at}${path}`, { ...session, body: { requestId: randomUUID(), ...body } }),
    };
    return [
      { organiser: irina, slug: owned.slug as string },
      say('Ирина, хозяйка театра, входит в «Мои показы»', 'Irina, who owns the theatre, opens My shows'),
    ];
  });

  const dates = await step(async () => {
    const { productions } = await organiser.see('/productions');
    const known = productions.find(({ title }: typeof rehearsal) => title.en === rehearsal.title.en);
    const productionId = known?.id ?? (await organiser.does('/productions', rehearsal)).productionId;
    const added = await Promise.all(
      [12, 72].map(async (hours): Promise<OwnDate> => {
        const startsAt = new Date(Math.ceil(Date.now() / HOUR + hours) * HOUR).toISOString();
        const { showId: id, code } = await organiser.does('/shows', { productionId, startsAt, ...date });
        const shown = await organiser.does(`/shows/${id}/publish`, { published: true });
        expect(shown.published && shown.status === 'announced', say('дата в афише', 'the date is on the playbill'), shown.status);
        return { id, code };
      }),
    );
    return [
      { soon: added[0]!, later: added[1]! },
      say('и ставит в афишу две даты открытой репетиции', 'and puts two dates of an open rehearsal on the playbill'),
    ];
  });
  return { organiser, page: (path) => `${publicUrl}/my/${slug}${path}`, ...dates };
}
