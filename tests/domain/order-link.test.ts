/** The link to an order opens that order, for its person, and nothing else. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { orderLinks, orderUrl } from '../../domain/order-link.ts';

const links = orderLinks('a key of the house');
const orderId = '6fa1d3c8-5b1c-4d55-9c93-6b7f7a0d9f11';
const personId = '0b6a2c1e-6a51-8f0e-9d3c-5a7f4c2b1e00';
const token = links.sign(orderId, personId);
const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';

describe('order link', () => {
  it('names the person whose order it is', () => {
    fc.assert(
      fc.property(fc.uuid(), fc.uuid(), (order, person) => {
        assert.equal(links.verify(order, links.sign(order, person)), person);
      }),
    );
  });

  it('opens no other order', () => {
    fc.assert(fc.property(fc.uuid(), (other) => assert.equal(links.verify(other, token), undefined)));
  });

  it('is refused when any one character was exchanged', () => {
    for (let at = 0; at < token.length; at += 1)
      for (const other of alphabet)
        if (other !== token[at])
          assert.equal(links.verify(orderId, token.slice(0, at) + other + token.slice(at + 1)), undefined, `${at}: ${other}`);
  });

  it('is refused with another person in it, and under another key', () => {
    const [, mac] = token.split('.');
    assert.equal(links.verify(orderId, `${'0'.repeat(32)}.${mac}`), undefined);
    assert.equal(orderLinks('another key').verify(orderId, token), undefined);
  });

  it('is refused for whatever else somebody types', () => {
    fc.assert(fc.property(fc.string(), (text) => assert.equal(links.verify(orderId, text), undefined)));
    for (const text of ['', '.', `${token}.`, ` ${token}`, token.toUpperCase(), token.slice(0, -1)])
      assert.equal(links.verify(orderId, text), undefined, text);
  });

  it('is an address of the house', () => {
    assert.equal(orderUrl('https://rampa.example', orderId, token), `https://rampa.example/orders/${orderId}?token=${token}`);
    const back = new URL(orderUrl('http://localhost:3000/some/page', orderId, token, { paid: true }));
    assert.equal(back.pathname, `/orders/${orderId}`);
    assert.equal(back.searchParams.get('token'), token);
    assert.equal(back.searchParams.get('paid'), '1');
  });
});
