/** The audience's requests. Their shapes stand here until the generated client has them: then each is an `api.GET(...)` as everywhere. */
import type { Client } from 'openapi-fetch';
import type { ExtraOrder, Extras, NewDonation, NewPurchase } from '../logic/audience/extras.ts';
import { api, ask } from './client.ts';

export type AudiencePass = { pass: string; path: string; expiresAt: string };
export type TicketKey = { ticketId: string; token: string | undefined };

type Answers<T, S extends number> = { responses: { [status in S]: { content: { 'application/json': T } } } };
type Asked<P, B = never> = { parameters: { path: P; query: { token?: string } } } & ([B] extends [never]
  ? object
  : { requestBody: { content: { 'application/json': B } } });
type OfTicket = { id: string };
type OfOrder = { id: string; orderId: string };
type Paths = {
  '/api/tickets/{id}/audience': { post: Asked<OfTicket> & Answers<AudiencePass, 200> };
  '/api/tickets/{id}/extras': { get: Asked<OfTicket> & Answers<Extras, 200> };
  '/api/tickets/{id}/donations': { post: Asked<OfTicket, NewDonation> & Answers<ExtraOrder, 201> };
  '/api/tickets/{id}/purchases': { post: Asked<OfTicket, NewPurchase> & Answers<ExtraOrder, 201> };
  '/api/tickets/{id}/extras/{orderId}': { get: Asked<OfOrder> & Answers<ExtraOrder, 200> };
  '/api/tickets/{id}/extras/{orderId}/cancel': { post: Asked<OfOrder> & Answers<ExtraOrder, 200> };
};
const house = api as unknown as Client<Paths>;

/** All throw `HouseProblem`. */
export function audienceCalls({ ticketId, token }: TicketKey) {
  const query = token ? { token } : {};
  const params = { path: { id: ticketId }, query };
  const ofOrder = (orderId: string) => ({ params: { path: { id: ticketId, orderId }, query } });
  return {
    pass: () => ask(house.POST('/api/tickets/{id}/audience', { params })),
    extras: () => ask(house.GET('/api/tickets/{id}/extras', { params })),
    give: (body: NewDonation) => ask(house.POST('/api/tickets/{id}/donations', { params, body })),
    buy: (body: NewPurchase) => ask(house.POST('/api/tickets/{id}/purchases', { params, body })),
    order: (orderId: string) => ask(house.GET('/api/tickets/{id}/extras/{orderId}', ofOrder(orderId))),
    cancel: (orderId: string) => ask(house.POST('/api/tickets/{id}/extras/{orderId}/cancel', ofOrder(orderId))),
  };
}
export type AudienceCalls = ReturnType<typeof audienceCalls>;
