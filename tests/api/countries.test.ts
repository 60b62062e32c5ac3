/** A show that is not played everywhere: who is refused at the checkout, before a seat is held, and who is not asked. */
import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, it } from 'node:test';
import { claimLinks } from '../../domain/claim-link.ts';
import type { CountryRule } from '../../domain/stage.ts';
import { type House, openHouse } from './house.ts';
import { anna, announce, body, row, showId } from './rows.ts';

/** Behind one proxy of ours, which says the country; and with none. */
let proxied: House;
let bare: House;
const onlyIn: CountryRule = { mode: 'allow', list: ['KZ', 'GE'] };
before(async () => {
  proxied = await openHouse({ trustedProxies: 1 });
  bare = await openHouse();
});
after(() => Promise.all([proxied?.close(), bare?.close()]));
beforeEach(() => {
  for (const house of [proxied, bare]) {
    house.checkouts.length = 0;
    house.rows['orders'] = () => [];
    playedIn(house, onlyIn);
  }
});

function playedIn(house: House, countries: CountryRule | null): void {
  announce(house);
  const shows = house.rows['shows']!;
  house.rows['shows'] = house.rows['organisations'] = (params, query) =>
    shows(params, query).map((show) => ({ ...show, countries }));
}
const buy = async (country?: string, house = proxied, over = {}) => {
  const asked = body(over);
  const response = await house.call('/api/orders', { json: asked, ...(country ? { headers: { 'x-country': country } } : {}) });
  const told = (await response.json()) as { error?: string; message?: string; how?: string };
  return { status: response.status, told, orderId: asked.orderId };
};

describe('the checkout of a show that is played in some countries', () => {
  it('refuses a buyer from elsewhere in clear words, and asks nobody to hold a seat', async () => {
    const { status, told } = await buy('FR');
    assert.deepEqual([status, told.error, proxied.checkouts.length], [409, 'CountryRefused', 0]);
    assert.match(`${told.message} ${told.how}`, /not played in your country.*No money was taken/);
    playedIn(proxied, { mode: 'refuse', list: ['FR'] });
    assert.equal((await buy('fr')).told.error, 'CountryRefused');
    assert.equal(proxied.checkouts.length, 0);
  });

  it('sells where it is played, and where nothing is refused: control', async () => {
    assert.equal((await buy('KZ')).status, 201);
    playedIn(proxied, null);
    assert.equal((await buy('FR')).status, 201);
    assert.equal(proxied.checkouts.length, 2);
  });

  it('asks nothing when nobody knows the country, or when a stranger says one', async () => {
    assert.equal((await buy()).status, 201);
    assert.equal((await buy('XX')).status, 201, 'unknown to the proxy');
    assert.equal((await buy('T1')).status, 201, 'Tor');
    assert.equal((await buy('FR', bare)).status, 201, 'no proxy is trusted, so the header is anybody’s word');
  });

  it('answers an order that is there already as before: its seats are held', async () => {
    const first = await buy('KZ');
    proxied.rows['orders'] = (params) => (params.includes(first.orderId) ? [row(anna, first.orderId)] : []);
    assert.equal((await buy('FR', proxied, { orderId: first.orderId })).status, 201);
    assert.equal((await buy('FR')).told.error, 'CountryRefused', 'control: another is refused');
  });

  it('says the rule before: on the show, and to whoever is handed a ticket', async () => {
    const show = (await (await proxied.call(`/api/shows/${showId}`, { headers: { 'x-country': 'FR' } })).json()) as object;
    assert.deepEqual({ ...show, ...{ countries: onlyIn, countryAllowed: false } }, show);
    const ticketId = showId;
    const key = claimLinks('claims').sign('claim', ticketId);
    proxied.rows['tickets'] = () => [
      {
        ...{ id: ticketId, state: 'valid', holder: null, number: '7F', showId, typeName: { ru: 'Партер', en: 'Stalls' } },
        ...{ orderId: showId, personId: anna },
      },
    ];
    const offer = (await (await proxied.call(`/api/tickets/${ticketId}/claim?key=${key}`)).json()) as {
      show: { countries: CountryRule };
    };
    assert.deepEqual(offer.show.countries, onlyIn);
  });
});
