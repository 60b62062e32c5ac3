/** Signing in on the web as it really goes: page, phone or mailbox, page; and who gets nothing. */
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, describe, it } from 'node:test';
import { hashOfSecret } from '../../commands/people/sign-in.ts';
import { signInWorkflowId } from '../../domain/sign-in.ts';
import { taskQueues } from '../../domain/task-queues.ts';
import type { signIn } from '../../workflows/people/sign-in.ts';
import { newViewer } from '../support/buyers.ts';
import { wordsOf } from '../support/histories.ts';
import { type House, openHouse } from '../support/house.ts';
import { call, eventually } from '../support/http.ts';

let house: House;
before(async () => {
  house = await openHouse();
});
after(() => house?.close());

type Begun = { signInId: string; secret: string; code: string; deepLink: string };
const api = (path: string) => `${house.web}/api${path}`;
const begin = async () => {
  const { status, body } = await call<Begun>(api('/sign-in/telegram'), { body: {} });
  assert.equal(status, 201);
  return body;
};
const take = ({ signInId, secret }: { signInId: string; secret: string }, how = 'telegram') =>
  call(api(`/sign-in/${how}/${signInId}`), { body: { secret } });
const as = (token: unknown) => ({ headers: { authorization: `Bearer ${String(token)}` } });
type Viewer = Awaited<ReturnType<typeof newViewer>>;
const asked = async (viewer: Viewer, { deepLink, code }: Begun) => {
  const { searchParams } = new URL(deepLink);
  await viewer.say(`/start ${searchParams.get('start')}`);
  const question = await viewer.sees('the question', ({ text, buttons }) => text.includes(code) && buttons.length === 2);
  return { question, yes: question.buttons[0]![0]!.data!, no: question.buttons[1]![0]!.data! };
};
const tenant = 'rampa';

describe('through Telegram', () => {
  it('the page is signed in once the person on the phone says yes, and nobody else is', async () => {
    const begun = await begin();
    assert.equal((await take(begun)).status, 202);
    const viewer = await newViewer(house, { firstName: 'Вера-Латона' });
    const { question, yes } = await asked(viewer, begun);
    await viewer.press(question.messageId, yes);
    await viewer.sees('that it is done', ({ text }) => text.startsWith('Готово'));

    const stranger = await take({ ...begun, secret: 'a guess' });
    assert.deepEqual([stranger.status, stranger.body['error']], [404, 'NotFound']);
    const { status, body } = await take(begun);
    assert.deepEqual([status, body['firstName'], body['surface']], [200, 'Вера-Латона', 'web']);
    const again = await take(begun);
    assert.deepEqual([again.status, again.body['error']], [409, 'SignInTaken']);
    assert.equal((await call(api('/orders'), as(body['token']))).status, 200);

    const inApp = await call(api('/sign-in'), { body: { initData: await viewer.initData() } });
    assert.equal(inApp.body['personId'], body['personId'], 'the same person as in the Mini App');
    const history = wordsOf(await house.temporal.workflow.getHandle(`sign-in:${begun.signInId}`).fetchHistory());
    assert.match(history, /confirmSignIn/);
    for (const secret of ['Вера-Латона', begun.secret, `"telegramId":${viewer.id}`]) assert.ok(!history.includes(secret), secret);
  });

  it('signing out everywhere ends what was signed and begun before it; opened and begun anew they are good', async () => {
    const viewer = await newViewer(house);
    const opened = await viewer.initData();
    const open = (initData: string) => call(api('/sign-in'), { body: { initData } });
    const { token } = (await open(opened)).body;
    const begun = await begin();
    const { question, yes } = await asked(viewer, begun);
    await viewer.press(question.messageId, yes);
    await viewer.sees('that it is done', ({ text }) => text.startsWith('Готово'));

    assert.equal((await call(api('/sign-out'), { body: { requestId: randomUUID() }, ...as(token) })).status, 200);
    const [launch, confirmed] = [await open(opened), await take(begun)];
    assert.deepEqual([launch.status, launch.body['error']], [401, 'SignInRefused']);
    assert.deepEqual([confirmed.status, confirmed.body['error']], [410, 'SignInExpired']);
    // Telegram says whole seconds: within that very one a new page is refused, too.
    const anew = await eventually(async () => {
      const { status, body } = await open(await viewer.initData());
      return status === 200 && body;
    }, 'a page opened anew');
    assert.equal((await call(api('/orders'), as(anew['token']))).status, 200);
  });

  it('the theatre’s owner finds their organisation, a viewer none', async () => {
    const owner = { token: (await call(api('/sign-in'), { body: { initData: await initDataOf(1001) } })).body['token'] };
    const { body } = await call<{ organisations: Array<{ slug: string; role: string }> }>(
      api('/organiser/organisations'),
      as(owner.token),
    );
    assert.deepEqual(
      body.organisations.map(({ slug, role }) => [slug, role]),
      [[tenant, 'owner']],
    );
    const members = await call<{ members: Array<{ role: string }> }>(api(`/organiser/${tenant}/members`), as(owner.token));
    assert.deepEqual(members.body.members.map(({ role }) => role).sort(), ['door', 'operator', 'owner']);
    const door = (await call(api('/sign-in'), { body: { initData: await initDataOf(1002) } })).body['token'];
    assert.equal((await call(api(`/organiser/${tenant}/members`), as(door))).body['error'], 'NotAllowed');
    const viewer = (await call(api('/sign-in'), { body: { initData: await initDataOf(2001) } })).body['token'];
    assert.equal((await call(api(`/organiser/${tenant}/members`), as(viewer))).status, 404);
  });

  it('the owner adds somebody by how they sign in; they are in at once, and out at once when removed', async () => {
    const signedIn = async (id: number) =>
      (await call(api('/sign-in'), { body: { initData: await initDataOf(id) } })).body as { token: string; personId: string };
    const owner = (await signedIn(1001)).token;
    const viewer = await newViewer(house);
    const { token, personId } = await signedIn(viewer.id);
    const list = api(`/organiser/${tenant}/members`);
    const send = (method: string, url: string, body: object, who: unknown = owner) =>
      call(url, { method, body: { requestId: randomUUID(), ...body }, ...as(who) });
    const mine = async () =>
      (await call<{ organisations: Array<{ role: string }> }>(api('/organiser/organisations'), as(token))).body.organisations;

    assert.equal((await send('POST', list, { role: 'door' })).status, 400, 'nobody is named');
    const added = await send('POST', list, { role: 'door', telegramId: viewer.id, name: 'Фёкла Билетёрша' });
    assert.equal(added.status, 200);
    const names = (added.body['members'] as Array<{ personId: string; name: string }>).filter((one) => one.personId === personId);
    assert.deepEqual(
      names.map(({ name }) => name),
      ['Фёкла Билетёрша'],
    );
    assert.deepEqual(
      (await mine()).map(({ role }) => role),
      ['door'],
    );
    assert.equal((await send('POST', list, { role: 'door', telegramId: 1 }, token)).body['error'], 'NotAllowed');
    const requestId = randomUUID();
    await send('PATCH', `${list}/${personId}`, { role: 'operator', requestId });
    // The same id with another role is another request, not the first one's answer.
    await send('PATCH', `${list}/${personId}`, { role: 'admin', requestId });
    assert.deepEqual(
      (await mine()).map(({ role }) => role),
      ['admin'],
    );
    assert.equal((await send('POST', list, { role: 'owner', telegramId: 1 }, token)).body['error'], 'NotAllowed');
    const ownId = (await signedIn(1001)).personId;
    assert.equal((await send('DELETE', `${list}/${ownId}`, {})).body['error'], 'LastOwner');
    assert.equal((await send('DELETE', `${list}/${personId}`, {})).status, 200);
    assert.deepEqual(await mine(), []);
    assert.equal((await call(list, as(token))).status, 404);

    const [{ id } = { id: '' }] = await house.db.sql<{ id: string }>(`select id from organisations where slug = $1`, [tenant]);
    const history = wordsOf(await house.temporal.workflow.getHandle(`organisation:${id}`).fetchHistory());
    assert.match(history, /saveMember/);
    assert.ok(!history.includes('Фёкла'));
  });

  it('a no lets nobody in, and the link is of no more use', async () => {
    const begun = await begin();
    const viewer = await newViewer(house);
    const { question, no } = await asked(viewer, begun);
    await viewer.press(question.messageId, no);
    await viewer.sees('that nobody was let in', ({ text }) => text.includes('никого не пустили'));
    assert.deepEqual((await take(begun)).body['error'], 'SignInDeclined');
    const late = await newViewer(house);
    await late.say(`/start ${new URL(begun.deepLink).searchParams.get('start')}`);
    await late.sees('that it is over', ({ text }) => text.includes('не действует'));
  });

  it('one whose time is over is refused at the page and in the chat, and so is one that nobody knows', async () => {
    const signInId = randomUUID();
    const secret = randomUUID();
    const handle = await house.temporal.workflow.start<typeof signIn>('signIn', {
      workflowId: signInWorkflowId(signInId),
      taskQueue: taskQueues.workflows,
      args: [{ signInId, secretHash: hashOfSecret(secret), code: '42', expiresAt: new Date(Date.now() + 1000).toISOString() }],
    });
    assert.equal(await handle.result(), 'expired');
    const over = await take({ signInId, secret });
    assert.deepEqual([over.status, over.body['error']], [410, 'SignInExpired']);
    const nobodys = randomUUID();
    assert.equal((await take({ signInId: nobodys, secret })).status, 404);
    for (const id of [signInId, nobodys]) {
      const viewer = await newViewer(house);
      await viewer.say(`/start login_${id.replaceAll('-', '')}`);
      await viewer.sees('that it is over', ({ text }) => text.includes('не действует'));
    }
  });
});

const initDataOf = async (id: number) =>
  (await call<{ initData: string }>(`${house.sandbox}/people/${id}/init-data`)).body.initData;

describe('by e-mail', () => {
  it('the letter’s link signs in, once', async () => {
    const email = `${randomUUID()}@example.com`;
    const { status } = await call(api('/sign-in/email'), { body: { email, language: 'en' } });
    assert.equal(status, 202);
    const letter = await eventually(async () => {
      const { body } = await call<Array<{ text: string; subject: string }>>(`${house.sandbox}/mailbox?to=${email}`);
      return body[0];
    }, 'the letter is in the mailbox');
    const link = /https?:\/\/\S+\/sign-in\S+/.exec(letter.text)?.[0];
    assert.ok(link?.startsWith(`${house.web}/sign-in`), letter.text);
    const said = new URLSearchParams(new URL(link!).hash.slice(1));
    const taken = { signInId: said.get('id')!, secret: said.get('secret')! };
    assert.equal((await take({ ...taken, secret: `${taken.secret}x` }, 'email')).status, 404);
    const { body } = await take(taken, 'email');
    assert.equal((await call(api('/orders'), as(body['token']))).status, 200);
    assert.equal((await take(taken, 'email')).body['error'], 'SignInTaken');
    const history = wordsOf(await house.temporal.workflow.getHandle(`sign-in:${taken.signInId}`).fetchHistory());
    for (const secret of [email, taken.secret]) assert.ok(!history.includes(secret));
  });
});
