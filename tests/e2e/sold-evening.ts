/** An evening that sells: guests with names, a companion, a gift, a move. What the README's pictures show of an organiser's day. */
import { randomUUID } from 'node:crypto';
import type { Language } from '../../domain/language.ts';
import { payOnPage } from '../support/buyers.ts';
import type { House } from '../support/house.ts';
import { call, eventually } from '../support/http.ts';

export type Sold = { orderId: string; token: string; name: string; email: string /** For the door. */; tickets: string[] };
export type Evening = { show: { id: string; code: string }; orders: Sold[] };

type Show = { id: string; code: string; startsAt: string; production: { slug: string }; ticketTypes: Array<{ id: string }> };
type Order = { phase: string; tickets: Array<{ id: string; token: string | null; claimUrl: string | null }> };

const guests = [
  [{ ru: 'Анна Лебедева', en: 'Anna Lebedeva' }, 'anna.lebedeva', 'yookassa', 0, 3],
  [{ ru: 'Михаил Орлов', en: 'Michael Orlov' }, 'orlov', 'stripe', 1, 2],
  [{ ru: 'Софья Гурьева', en: 'Sophie Garnier' }, 'sofia.g', 'yookassa', 0, 4],
  [{ ru: 'Тимур Ахметов', en: 'Timur Akhmetov' }, 'timur', 'stripe', 2, 2],
  [{ ru: 'Дарья Ким', en: 'Daria Kim' }, 'dasha.kim', 'yookassa', 1, 1],
  [{ ru: 'Лев Соболев', en: 'Leo Marsh' }, 'lev', 'stripe', 0, 6],
] as const;
const companion = { ru: 'Борис', en: 'Boris' };
const press = { ru: 'Журнал «Театр»', en: 'The Theatre Review' };

/** @param language of the guests; who speaks English pays in euros */
export async function soldOut(house: House, language: Language): Promise<Evening> {
  const api = `${house.web}/api`;
  const { body: playbill } = await call<{ shows: Show[] }>(`${api}/shows`);
  const found = playbill.shows.filter(({ production }) => production.slug === 'chaika').at(-1)!;
  const { body: show } = await call<Show>(`${api}/shows/${found.id}`);
  const orders: Sold[] = [];
  for (const [names, box, rouble, type, quantity] of guests) {
    const name = names[language];
    const [provider, currency] = language === 'ru' ? [rouble, 'RUB'] : ['stripe', 'EUR'];
    const orderId = randomUUID();
    const email = `${box}@example.org`;
    const lines = [{ ticketTypeId: show.ticketTypes[type]!.id, quantity }];
    const { body: placed } = await call(`${api}/orders`, {
      body: { orderId, showId: show.id, lines, provider, currency, email, name, language },
    });
    const token = String(placed['orderToken']);
    await payOnPage(String(placed['checkoutUrl']));
    const { tickets } = await eventually(async () => {
      const { body } = await call<Order>(`${api}/orders/${orderId}?token=${token}`);
      return body.phase === 'paid' && body.tickets.length === quantity ? body : undefined;
    }, `the tickets of ${name}`);
    if (orders.length === 0) await claim(api, tickets.at(-1)!, language);
    orders.push({ orderId, token, name, email, tickets: tickets.map((ticket) => ticket.token!) });
  }
  const organiser = await signIn(house, 1001);
  const headers = { authorization: `Bearer ${organiser}` };
  const at = `${api}/organiser/rampa/shows/${show.id}`;
  await call(`${at}/complimentary`, {
    headers,
    body: {
      ...{ orderId: randomUUID(), lines: [{ ticketTypeId: show.ticketTypes[1]!.id, quantity: 2 }] },
      ...{ name: press[language], email: 'press@example.org', language },
    },
  });
  const startsAt = new Date(Date.parse(show.startsAt) + 3_600_000).toISOString();
  await call(`${at}/move`, { headers, body: { requestId: randomUUID(), startsAt } });
  await eventually(async () => {
    const { body } = await call<{ changes: Array<{ told: number; total: number }> }>(at, { headers });
    return body.changes[0]?.told === body.changes[0]?.total;
  }, 'everybody is told of the move');
  return { show, orders };
}

async function claim(api: string, { id, claimUrl }: Order['tickets'][number], language: Language): Promise<void> {
  const key = new URL(claimUrl!).searchParams.get('key');
  await call(`${api}/tickets/${id}/claim`, { body: { key, email: 'boris@example.org', name: companion[language], language } });
}

async function signIn(house: House, person: number): Promise<string> {
  const { body: data } = await call<{ initData: string }>(`${house.sandbox}/people/${person}/init-data`);
  const { body } = await call<{ token: string }>(`${house.web}/api/sign-in`, { body: data });
  return body.token;
}
