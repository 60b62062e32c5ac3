/** What a LiveKit of ours is told: nothing leaves this machine unless HOST says so, and no secret is where it need not be. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parse } from 'yaml';
import { type LiveKitOptions, liveKitConfig } from '../../media/livekit/config.ts';

const options: LiveKitOptions = {
  ...{ host: '127.0.0.1', port: 7880, udpPort: 7882, tcpPort: 7881, logLevel: 'info' },
  figures: { port: 9467, password: 'figures-password' },
  key: { name: 'rampa', secret: 'key-secret' },
  webhookUrl: 'http://127.0.0.1:3000/webhooks/media/livekit',
};
const told = (changes: Partial<LiveKitOptions> = {}) => parse(liveKitConfig({ ...options, ...changes }));

test('on loopback it listens there alone, offers that address, and opens no port for TCP', () => {
  const { bind_addresses, port, rtc, prometheus } = told();
  assert.deepEqual([bind_addresses, port], [['127.0.0.1'], 7880]);
  const { interfaces, ...others } = rtc;
  assert.deepEqual(others, {
    ...{ udp_port: 7882, tcp_port: 0, use_external_ip: false, enable_loopback_candidate: true, node_ip: '127.0.0.1' },
  });
  assert.match(interfaces.includes.join(), /^lo0?$/);
  assert.deepEqual(prometheus, { port: 9467 });
  assert.equal(told({ host: 'localhost' }).rtc.node_ip, '127.0.0.1');
});

test('on an open HOST it offers the address that it is given, and TCP to networks without UDP; figures ask for a password', () => {
  const { bind_addresses, rtc, prometheus } = told({ host: '0.0.0.0', nodeIp: '203.0.113.7' });
  assert.deepEqual(bind_addresses, ['0.0.0.0']);
  assert.deepEqual(rtc, { udp_port: 7882, tcp_port: 7881, use_external_ip: false, node_ip: '203.0.113.7' });
  assert.deepEqual(prometheus, { port: 9467, username: 'rampa', password: 'figures-password' });
  assert.equal('node_ip' in told({ host: '0.0.0.0' }).rtc, false, 'the machine knows its own');
});

test('the key signs the webhooks too, and rooms outlive an interval', () => {
  const { keys, webhook, room } = told();
  assert.deepEqual(keys, { rampa: 'key-secret' });
  assert.deepEqual(webhook, { api_key: 'rampa', urls: [options.webhookUrl] });
  assert.deepEqual([room.auto_create, room.enable_remote_unmute], [true, false]);
  assert.ok(room.empty_timeout >= 3600 && room.departure_timeout >= 3600);
});

test('there is TURN when it has a name; it relays to our rooms and to no other private address', () => {
  const open = { host: '0.0.0.0', nodeIp: '203.0.113.7' };
  assert.equal('turn' in told(open), false);
  const turn = { domain: 'turn.theatre.example', udpPort: 3478, tlsPort: 5349 };
  const relayed = { enabled: true, domain: turn.domain, udp_port: 3478, tls_port: 5349, bind_addresses: ['0.0.0.0'] };
  const peers = { allow_restricted_peer_cidrs: ['203.0.113.7/32'] };
  assert.deepEqual(told({ ...open, turn }).turn, { ...relayed, external_tls: true, ...peers });
  const certificate = { certFile: '/cert.pem', keyFile: '/key.pem' };
  const { turn: own } = told({ ...open, turn: { ...turn, certificate } });
  assert.deepEqual(own, { ...relayed, cert_file: '/cert.pem', key_file: '/key.pem', ...peers });
  assert.deepEqual(told({ ...open, nodeIp: '2001:db8::7', turn }).turn.allow_restricted_peer_cidrs, ['2001:db8::7/128']);
});
