/** Whoever has one address of IPv6 has all of its /64: they count as one network. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { networkOf } from '../../domain/network.ts';

describe('a network', () => {
  it('of IPv4 is the address, however it is written', () => {
    for (const way of ['192.0.2.7', '::ffff:192.0.2.7', '::FFFF:C000:207', '0:0:0:0:0:ffff:c000:0207'])
      assert.equal(networkOf(way), '192.0.2.7', way);
    assert.notEqual(networkOf('192.0.2.8'), networkOf('192.0.2.7'));
  });

  it('of IPv6 is its /64, however the address is written', () => {
    for (const way of [
      '2001:db8:1:2::1',
      '2001:DB8:1:2:ffff:ffff:ffff:ffff',
      '2001:0db8:0001:0002:0:0:0:9',
      '2001:db8:1:2::1%eth0',
    ])
      assert.equal(networkOf(way), '2001:db8:1:2', way);
    assert.notEqual(networkOf('2001:db8:1:3::1'), networkOf('2001:db8:1:2::1'));
  });

  it('is kept apart where the shortened zeros stand', () => {
    assert.deepEqual(['::1', '2001:db8::', '2001:db8::1:2:3', '2001:db8::5:1:2:3:4'].map(networkOf), [
      '0:0:0:0',
      '2001:db8:0:0',
      '2001:db8:0:0',
      '2001:db8:0:5',
    ]);
  });

  it('that is no address is itself', () => {
    assert.equal(networkOf('unknown'), 'unknown');
  });
});
