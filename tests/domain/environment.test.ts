/** The environment is read once; whoever set it up wrong is told everything at once. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { EnvironmentError, parseEnvironment, supportContact } from '../../domain/environment.ts';

const faultsOf = (env: Record<string, string>): string[] => {
  try {
    parseEnvironment(env);
    return [];
  } catch (error) {
    assert.ok(error instanceof EnvironmentError);
    return [...error.message.matchAll(/^ {2}(\w+): \S/gm)].map((match) => match[1]!);
  }
};

describe('environment', () => {
  it('needs nothing: each variable has a default or may be missing', () => {
    const env = parseEnvironment({});
    assert.deepEqual(
      {
        host: env.HOST,
        port: env.PORT,
        mode: env.TELEGRAM_MODE,
        data: env.RAMPA_DATA,
        rate: env.RATE_LIMIT,
        proxies: env.TRUSTED_PROXIES,
      },
      { host: '127.0.0.1', port: 3000, mode: 'polling', data: '.data', rate: 100, proxies: 0 },
    );
    assert.equal(env.STRIPE_SECRET_KEY, undefined);
  });

  it('counts an empty variable as unset', () => {
    const empties = [
      'PORT',
      'HOST',
      'DATABASE_URL',
      'TELEGRAM_BOT_TOKEN',
      'STRIPE_SECRET_KEY',
      'PUBLIC_URL',
      'TELEGRAM_MODE',
      'RATE_LIMIT',
    ];
    assert.deepEqual(parseEnvironment(Object.fromEntries(empties.map((name) => [name, '']))), parseEnvironment({}));
  });

  it('names all faults together', () => {
    const wrong = {
      PORT: 'eighty',
      POSTGRES_PORT: '70000',
      METRICS_HOST: 'localhost',
      PUBLIC_URL: 'not an address',
      DATABASE_URL: 'mysql://here',
      TEMPORAL_ADDRESS: 'http://localhost',
      TELEGRAM_BOT_TOKEN: 'secret',
      TELEGRAM_MODE: 'carrier pigeon',
      STRIPE_SECRET_KEY: 'pk_live_public',
      STRIPE_WEBHOOK_SECRET: 'sk_wrong',
      YOOKASSA_SHOP_ID: 'shop',
      YOOKASSA_SECRET_KEY: 'sk_wrong',
      YOOKASSA_VAT_CODE: '13',
      YOOKASSA_API_URL: 'yookassa',
      YOOKASSA_TRUSTED_NETWORKS: '10.0.0.0/8, here',
      RATE_LIMIT: '0',
      SUPPORT_CONTACT: 'ring the bell',
      TRUSTED_PROXIES: '-1',
      LOG_LEVEL: 'loud',
    };
    assert.deepEqual(faultsOf(wrong).sort(), Object.keys(wrong).sort());
    assert.deepEqual(
      faultsOf({ ...wrong, PORT: '3000' }).sort(),
      Object.keys(wrong)
        .filter((name) => name !== 'PORT')
        .sort(),
    );
  });

  it('does not repeat what a wrong secret was', () => {
    const secret = 'sq_live_51Hx7Gd';
    assert.throws(
      () => parseEnvironment({ STRIPE_SECRET_KEY: secret, TELEGRAM_BOT_TOKEN: secret, DATABASE_URL: secret }),
      (error: Error) => !error.message.includes(secret),
    );
  });

  it('takes an address only with http or https: a host and port alone would be read as a scheme', () => {
    for (const wrong of ['localhost:3000', 'rampa.example', 'javascript:alert(1)', 'ftp://rampa.example'])
      assert.deepEqual(faultsOf({ PUBLIC_URL: wrong }), ['PUBLIC_URL'], wrong);
    for (const right of [
      'http://localhost:3000',
      'https://rampa.example',
      'http://sandbox:8081',
      'http://127.0.0.1:1',
      'http://[::1]:3000',
    ])
      assert.deepEqual(faultsOf({ PUBLIC_URL: right, STRIPE_API_URL: right, TELEGRAM_API_ROOT: right }), [], right);
  });

  it('takes a mail server by its protocol, an address with or without a name, and each needs the other', () => {
    const smtp = 'smtps://user:p%40ss@mail.example:465';
    for (const from of ['Рампа <tickets@theatre.example>', 'tickets@theatre.example'])
      assert.deepEqual(faultsOf({ SMTP_URL: smtp, MAIL_FROM: from }), [], from);
    for (const from of ['Rampa', 'Rampa <a@b>, c@d', 'Rampa <a@b>\r\nBcc: c@d', 'a@b>'])
      assert.deepEqual(faultsOf({ SMTP_URL: smtp, MAIL_FROM: from }), ['MAIL_FROM'], from);
    assert.deepEqual(faultsOf({ SMTP_URL: 'mail.example:25', MAIL_FROM: 'a@b' }), ['SMTP_URL']);
    assert.deepEqual(faultsOf({ SMTP_URL: smtp }), ['MAIL_FROM']);
  });

  it('takes the forms in which partners give their keys', () => {
    const env = parseEnvironment({
      TELEGRAM_BOT_TOKEN: '123456:ABC-DEF1234ghIkl-zyx57W2v1u123ew11',
      STRIPE_SECRET_KEY: 'rk_live_restricted',
      STRIPE_WEBHOOK_SECRET: 'whsec_x',
      DATABASE_URL: 'postgresql://rampa@db/rampa',
      TEMPORAL_ADDRESS: 'temporal:7233',
      SOMETHING_ELSE: 'ignored',
    });
    assert.equal(env.STRIPE_SECRET_KEY, 'rk_live_restricted');
    assert.equal('SOMETHING_ELSE' in env, false);
  });
});

it('names whom to write to about payments: whoever is given, else the house itself', () => {
  for (const contact of ['help@theatre.example', '@theatre_help', 'https://theatre.example/help']) {
    const env = parseEnvironment({ SUPPORT_CONTACT: contact });
    assert.equal(supportContact(env, 'https://theatre.example'), contact);
  }
  for (const wrong of ['theatre', '@me', 'http://theatre.example', 'javascript:alert(1)', 'a@b <c@d>', '<b>a@b'])
    assert.deepEqual(faultsOf({ SUPPORT_CONTACT: wrong }), ['SUPPORT_CONTACT'], wrong);
  assert.equal(supportContact(parseEnvironment({}), 'https://theatre.example:8443/x'), 'support@theatre.example');
});

it('names what a variable needs beside it, together with everything else', () => {
  const wrong = { TELEGRAM_MODE: 'webhook', PUBLIC_URL: 'http://theatre.example', STRIPE_SECRET_KEY: 'sk_test_1', PORT: 'x' };
  assert.throws(
    () => parseEnvironment(wrong),
    (error) => ['PORT', 'https://', 'STRIPE_WEBHOOK_SECRET'].every((word) => String(error).includes(word)),
  );
});

it('takes a shop whole or not at all: its number and its key need each other', () => {
  assert.deepEqual(faultsOf({ YOOKASSA_SHOP_ID: '123456' }), ['YOOKASSA_SECRET_KEY']);
  assert.deepEqual(faultsOf({ YOOKASSA_SECRET_KEY: 'live_x' }), ['YOOKASSA_SHOP_ID']);
  const env = parseEnvironment({ YOOKASSA_SHOP_ID: '123456', YOOKASSA_SECRET_KEY: 'test_x', YOOKASSA_TRUSTED_NETWORKS: '' });
  assert.deepEqual([env.YOOKASSA_VAT_CODE, env.YOOKASSA_TRUSTED_NETWORKS], [1, []]);
});

it('takes networks as a list, and names one that is none', () => {
  const networks = '127.0.0.0/8, ::1,10.1.2.3';
  assert.deepEqual(parseEnvironment({ YOOKASSA_TRUSTED_NETWORKS: networks }).YOOKASSA_TRUSTED_NETWORKS, [
    ...['127.0.0.0/8', '::1', '10.1.2.3'],
  ]);
  for (const wrong of ['10.0.0.0/33', '10.0.0.0/', '10.0.0/8', '::/129', 'localhost', '10.0.0.0/8/8'])
    assert.deepEqual(faultsOf({ YOOKASSA_TRUSTED_NETWORKS: wrong }), ['YOOKASSA_TRUSTED_NETWORKS'], wrong);
});
