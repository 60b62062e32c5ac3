/** Somebody who works for the sample theatre, signed in as the Mini App signs in. */
import { sampleTenantId } from '../../database/sample/theatre.ts';
import type { Role } from '../../domain/members.ts';
import { newViewer } from './buyers.ts';
import type { House } from './house.ts';
import { call, type Reply } from './http.ts';

export type Organiser = {
  personId: string;
  /** @param path below the organisation: shows/…, orders/… */
  ask<T = Record<string, any>>(path: string, body?: object): Promise<Reply<T>>;
};

export async function newOrganiser(house: House, role: Role = 'owner'): Promise<Organiser> {
  const viewer = await newViewer(house);
  const initData = await viewer.initData();
  const { body } = await call<{ token: string; personId: string }>(`${house.web}/api/sign-in`, {
    body: { bot: 'platform', initData },
  });
  const { token, personId } = body;
  await house.db.sql('insert into members (tenant_id, person_id, role) values ($1, $2, $3)', [sampleTenantId, personId, role]);
  const headers = { authorization: `Bearer ${token}` };
  return {
    personId,
    ask: (path, asked) => call(`${house.web}/api/organiser/rampa/${path}`, { headers, ...(asked ? { body: asked } : {}) }),
  };
}
