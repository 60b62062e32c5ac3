/** An organisation's own payment account: by who may, encrypted, on record, and found again by its name. */
import assert from 'node:assert/strict';
import { randomBytes, randomUUID } from 'node:crypto';
import { after, before, beforeEach, describe, it } from 'node:test';
import { createPaymentAccountActivities } from '../../activities/organisations/payment-accounts.ts';
import { accountBook } from '../../activities/payments/account-book.ts';
import { openOrm } from '../../database/orm.ts';
import { readersOf } from '../../database/sessions.ts';
import { accountVault } from '../../domain/account-secrets.ts';
import { type Role, roles } from '../../domain/members.ts';
import { seal } from '../../domain/sealed.ts';
import { createPaymentProviders, keyTrial, type StoredAccount } from '../../providers/registry.ts';
import { paymentAccounts } from '../../queries/organiser/payment-accounts.ts';
import { ownAccount } from '../../queries/payments/accounts.ts';
import { offersOf } from '../../queries/payments/offers.ts';
import { startSandbox } from '../../sandbox/index.ts';
import { newMember, tenantId } from './organiser-bench.ts';
import { type Bench, openBench, sealingKeys } from './support.ts';

const vault = accountVault(randomBytes(32).toString('base64url'));
/** What the provider says to keys, and those that it was asked about. */
let answer: boolean | undefined = true;
const tried: StoredAccount[] = [];
const { savePaymentAccount } = createPaymentAccountActivities({
  ...{ sealingKeys, vault },
  async tryKeys(_provider, account) {
    tried.push(account);
    return answer;
  },
});
let bench: Bench;
let owner: string;
before(async () => {
  bench = await openBench();
  owner = await newMember(bench, 'owner');
});
after(() => bench?.close());

type Asked = Parameters<typeof savePaymentAccount>[0];
const asked = (change: Partial<Asked> = {}): Asked => ({
  ...{ tenantId, by: owner, requestId: randomUUID(), provider: 'yookassa', settings: { shopId: '123', vatCode: 4 } },
  ...{ secrets: seal(sealingKeys, { secretKey: 'live_of_this_theatre_1234' }), surfaces: null, active: true, ...change },
});
const save = (change?: Partial<Asked>) => bench.step(() => savePaymentAccount(asked(change)));
const says = (code: string) => (error: unknown) => (error as { type?: string }).type === code;
const stored = async () => (await bench.db.sql('select * from payment_accounts where tenant_id = $1', [tenantId]))[0];
const audited = () => bench.db.sql(`select details from audit_entries where action = 'savePaymentAccount' order by at`);
async function asPlatform<T>(ask: (readers: ReturnType<typeof readersOf>) => Promise<T>): Promise<T> {
  const orm = await openOrm({ url: bench.db.readerUrl, poolSize: 2 });
  return ask(readersOf(orm)).finally(() => orm.close());
}

describe('an account of its own', () => {
  for (const role of roles.filter((name) => name !== 'owner') as Role[])
    it(`is not for the ${role} to bring`, async () => {
      await assert.rejects(save({ by: await newMember(bench, role) }), says('NotAllowed'));
      assert.equal(await stored(), undefined);
    });

  it('without what its provider needs is refused', async () => {
    await assert.rejects(save({ secrets: null }), says('InvalidRequest'));
    await assert.rejects(save({ settings: { shopId: '123' } }), says('InvalidRequest'));
    await assert.rejects(save({ provider: 'stripe', settings: {} }), says('InvalidRequest'), 'its webhook would be deaf');
    assert.equal(await stored(), undefined);
  });

  it('goes by the name of its organisation, its keys unreadable in the row and absent from the record', async () => {
    const request = asked();
    const { name } = await bench.step(() => savePaymentAccount(request));
    assert.deepEqual(await bench.step(() => savePaymentAccount(request)), { name }, 'the same request again');
    const [organisation] = await bench.db.sql<{ slug: string }>('select slug from organisations where id = $1', [tenantId]);
    assert.equal(name, organisation!.slug);
    const everything = JSON.stringify([await stored(), await audited()]);
    assert.ok(!everything.includes('live_of_this_theatre'), everything);
    assert.deepEqual(
      (await audited()).map(({ details }) => (details as { changed: string }).changed),
      ['secretKey'],
    );
  });

  it('is found by the steps of its own organisation, and by the door of its partner', async () => {
    const { name } = await save();
    const house = { telegram: {}, stripe: {}, yookassa: {}, servers: { stripe: {}, yookassa: {} } };
    const providers = createPaymentProviders(house, accountBook(vault));
    assert.equal((await bench.step(() => providers.get('yookassa', name))).refunds, 'partial');
    await assert.rejects(
      bench.step(() => providers.get('yookassa', 'another')),
      /no yookassa account/,
    );
    await assert.rejects(
      bench.step(() => providers.get('stripe', name)),
      /no stripe account/,
    );
    const found = await asPlatform((readers) => ownAccount(readers.platform(), vault, 'yookassa', name));
    assert.deepEqual(found, { tenantId, secrets: { secretKey: 'live_of_this_theatre_1234' } });
    assert.equal(await asPlatform((readers) => ownAccount(readers.platform(), vault, 'yookassa', '\0')), undefined);
  });

  it('keeps its keys when only something else is changed, and its name for good', async () => {
    const { name } = await save();
    await bench.db.sql(`update organisations set slug = 'renamed' where id = $1`, [tenantId]);
    assert.deepEqual(await save({ secrets: null, surfaces: ['web', 'bot'], settings: { shopId: '9', vatCode: 1 } }), { name });
    const seen = await asPlatform((readers) => paymentAccounts(readers.member(tenantId), tenantId, ['stripe', 'stars'], vault));
    const [account] = seen.accounts;
    assert.deepEqual([account!.settings['shopId'], account!.secrets], ['9', [{ name: 'secretKey', shown: '••••1234' }]]);
    const inBot = seen.surfaces.find(({ surface }) => surface === 'bot')!;
    assert.deepEqual(
      [inBot.byDefault, inBot.offered],
      [
        ['stars'],
        [
          { provider: 'stars', account: 'platform' },
          { provider: 'yookassa', account: name },
        ],
      ],
    );
  });

  it('is offered to buyers in place of the house’s, until it is switched off', async () => {
    const { name } = await save();
    const offers = () =>
      asPlatform((readers) => offersOf(readers.platform(), ['stripe', 'yookassa', 'stars'], { tenantId, surface: 'web' }));
    assert.deepEqual(
      (await offers()).map(({ provider, account }) => [provider, account]),
      [
        ['stripe', 'platform'],
        ['yookassa', name],
      ],
    );
    await save({ active: false });
    assert.deepEqual(
      (await offers()).map(({ provider }) => provider),
      ['stripe'],
    );
  });
});

describe('keys that are saved', () => {
  const wrong = () => seal(sealingKeys, { secretKey: 'live_mistyped_5678' });
  const keyOnRecord = async () =>
    vault.open({ tenantId, provider: 'yookassa' }, ((await stored()) as { secrets: string }).secrets)['secretKey'];
  beforeEach(async () => {
    answer = true;
    await save();
    tried.length = 0;
  });

  it('and that the provider does not take are refused, and those on record stay', async () => {
    const before = (await audited()).length;
    answer = false;
    await assert.rejects(save({ secrets: wrong() }), says('KeysRefused'));
    assert.deepEqual(tried, [{ settings: { shopId: '123', vatCode: 4 }, secrets: { secretKey: 'live_mistyped_5678' } }]);
    assert.deepEqual([await keyOnRecord(), (await audited()).length], ['live_of_this_theatre_1234', before]);
    answer = true;
    await save({ secrets: wrong() });
    assert.equal(await keyOnRecord(), 'live_mistyped_5678', 'the refusal was the provider’s');
  });

  it('are saved as they are while the provider gives no answer', async () => {
    answer = undefined;
    await save({ secrets: wrong() });
    assert.equal(await keyOnRecord(), 'live_mistyped_5678');
  });

  it('are tried with another shop and when the account is switched on again, not for anything else', async () => {
    answer = false;
    await save({ secrets: null, surfaces: ['web'] });
    await save({ secrets: null, active: false });
    assert.deepEqual(tried, []);
    await assert.rejects(save({ secrets: null }), says('KeysRefused'), 'on again');
    await assert.rejects(save({ secrets: null, active: false, settings: { shopId: '124', vatCode: 4 } }), says('KeysRefused'));
    assert.equal(tried.length, 2);
  });

  it('are tried for nobody who may not save them, and once for a request that comes again', async () => {
    await assert.rejects(save({ by: await newMember(bench, 'operator'), secrets: wrong() }), says('NotAllowed'));
    assert.deepEqual(tried, []);
    const request = asked({ secrets: wrong() });
    const saved = await bench.step(() => savePaymentAccount(request));
    answer = false;
    assert.deepEqual(await bench.step(() => savePaymentAccount(request)), saved);
    assert.equal(tried.length, 1);
  });

  it('are tried where the house finds the provider', async () => {
    const sandbox = await startSandbox({
      telegram: { bots: [] },
      stripe: { secretKey: 'sk_test_known', webhookSecret: 'whsec_known' },
      yookassa: { shopId: '123', secretKey: 'test_known' },
    });
    const at = { apiUrl: sandbox.url };
    const trial = keyTrial({ stripe: at, yookassa: at });
    const shop = (secretKey: string) => trial('yookassa', { settings: { shopId: '123', vatCode: 4 }, secrets: { secretKey } });
    const stripe = (secretKey: string) => trial('stripe', { settings: {}, secrets: { secretKey } });
    const said = async () => [
      await shop('test_known'),
      await shop('test_wrong'),
      await stripe('sk_test_known'),
      await stripe('sk_x'),
    ];
    assert.deepEqual(await said().finally(() => sandbox.close()), [true, false, true, false]);
    assert.deepEqual(await said(), [undefined, undefined, undefined, undefined], 'away');
    assert.equal(await trial('stars', { settings: {}, secrets: {} }), undefined);
  });
});

describe('a name that another organisation has', () => {
  before(() => {
    answer = true;
  });
  const keys = () => seal(sealingKeys, { secretKey: 'sk_live_ours', webhookSecret: 'whsec_ours' });
  const stripe = () => save({ provider: 'stripe', settings: {}, secrets: keys() });
  /** As it comes to be when they were called what we are called now: a name stays with its account. */
  async function theirs(): Promise<void> {
    const id = randomUUID();
    await bench.db.sql(
      `insert into organisations (id, slug, name, time_zone) values ($1, $2, '{"ru":"Другой","en":"Another"}', 'Europe/Moscow')`,
      [id, `another-${id.slice(0, 8)}`],
    );
    await bench.db.sql(
      `insert into payment_accounts (tenant_id, id, provider, name, settings, secrets)
       select $1, $2, 'stripe', slug, '{}', 'theirs' from organisations where id = $3`,
      [id, randomUUID(), tenantId],
    );
  }
  const named = () => bench.db.sql(`select tenant_id from payment_accounts where provider = 'stripe'`);

  it('is refused in words, and nothing of it stays', async () => {
    await theirs();
    const before = (await audited()).length;
    await assert.rejects(stripe(), says('AccountNameTaken'));
    assert.deepEqual([(await named()).length, (await audited()).length], [1, before]);
    assert.ok((await save()).name, 'at another provider it is nobody else’s');
  });

  it('and without the constraint both would have it, and a webhook finds either: the guard is needed', async () => {
    await bench.db.sql('alter table payment_accounts drop constraint payment_accounts_provider_name_unique');
    assert.ok((await stripe()).name);
    assert.equal((await named()).length, 2);
  });
});
