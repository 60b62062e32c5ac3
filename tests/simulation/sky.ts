/** The weather over a simulation: made, and over when everything that was drawn has struck. */
import { call } from '../support/http.ts';
import type { Event } from './scenario.ts';
import { kindOf, type Weather } from './weather.ts';
import type { World } from './world.ts';

type Strike = Extract<Event, { what: 'weather' }>;
/** A fault that was ordered; `left`: how often it is still to strike. */
export type Ordered = { id: string; fault: Weather; times: number; strikes: boolean };

/** How long it may take a fault to find somebody among those who are here already. */
const lull = 4000;
const patience = 240_000;

const faultsOf = ({ house }: World) => `${house.sandbox}/faults`;

export async function weather(world: World, { fault, strikes = false }: Strike): Promise<void> {
  const { body } = await call(faultsOf(world), { body: { times: 1, ...fault } });
  world.ledger.weather.push({ id: body['id'], fault, times: body['times'], strikes });
}

/** What was ordered and has not struck as often as it should. */
async function left(world: World): Promise<Map<string, number>> {
  const { body } = await call<Array<{ id: string; times: number }>>(faultsOf(world));
  return new Map(body.map(({ id, times }) => [id, times]));
}

/** The sky clears, once everything has struck as often as it should. @param more people come while it finds nobody */
export async function clearSky(world: World, more: () => Promise<unknown>): Promise<void> {
  const { weather } = world.ledger;
  const until = Date.now() + patience;
  for (let since = Date.now(); ; ) {
    const still = await left(world);
    const waiting = weather.filter(({ id, strikes }) => strikes && still.has(id));
    if (waiting.length === 0) break;
    if (Date.now() > until) throw new Error(`never struck: ${waiting.map(({ fault }) => JSON.stringify(fault)).join(', ')}`);
    if (Date.now() - since > lull) {
      await more();
      since = Date.now();
    } else await new Promise((resolve) => setTimeout(resolve, 50));
  }
  const still = await left(world);
  for (const { id, fault, times } of weather) {
    const kind = kindOf(fault);
    world.ledger.struck[kind] = (world.ledger.struck[kind] ?? 0) + times - (still.get(id) ?? 0);
  }
  await call(faultsOf(world), { method: 'DELETE' });
}
