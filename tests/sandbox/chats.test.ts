/** Groups and channels: invite links, join requests, bans and posts. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { call, get, type Json, open, post } from './helpers.ts';

const GROUP = -1001000001002;
const CHANNEL = '@rampa_theatre';
const join = async (sandbox: { url: string }, id: number, link: string): Promise<Json> =>
  (await post(sandbox, `/people/${id}/joins`, { link })).body;
const status = async (sandbox: { url: string }, id: number): Promise<string> =>
  (await call(sandbox, 'getChatMember', { chat_id: GROUP, user_id: id })).result.status;
const invite = async (sandbox: { url: string }, over: object = {}): Promise<string> =>
  (await call(sandbox, 'createChatInviteLink', { chat_id: GROUP, ...over })).result.invite_link;

test('a place on a limited link reopens when its member leaves', async (t) => {
  const sandbox = await open(t);
  await call(sandbox, 'getUpdates', { allowed_updates: ['chat_member'] });
  const link = await invite(sandbox, { member_limit: 1 });
  assert.equal((await join(sandbox, 2001, link)).result, 'joined');
  assert.deepEqual(await join(sandbox, 2002, link), { result: 'refused', reason: 'member_limit', chatId: GROUP });
  await post(sandbox, '/people/2001/leaves', { chatId: GROUP });
  assert.equal((await join(sandbox, 2002, link)).result, 'joined');
  const told = (await call(sandbox, 'getUpdates')).result.map(({ chat_member }: Json) => [
    chat_member.new_chat_member.user.id,
    chat_member.new_chat_member.status,
    chat_member.invite_link?.invite_link,
  ]);
  assert.deepEqual(told, [
    [2001, 'member', link],
    [2001, 'left', undefined],
    [2002, 'member', link],
  ]);
});

test('a revoked link and a past expiry let nobody in', async (t) => {
  const sandbox = await open(t);
  const link = await invite(sandbox);
  assert.equal((await call(sandbox, 'revokeChatInviteLink', { chat_id: GROUP, invite_link: link })).result.is_revoked, true);
  assert.equal((await join(sandbox, 2001, link)).reason, 'revoked');
  const past = await call(sandbox, 'createChatInviteLink', { chat_id: GROUP, expire_date: 1 });
  assert.equal(past.error_code, 400);
  const both = await call(sandbox, 'createChatInviteLink', { chat_id: GROUP, member_limit: 1, creates_join_request: true });
  assert.match(both.description, /member limit can't be specified/);
});

test('a join request waits for the bot, who may approve or decline it', async (t) => {
  const sandbox = await open(t);
  const link = await invite(sandbox, { creates_join_request: true });
  for (const id of [2001, 2002]) assert.equal((await join(sandbox, id, link)).result, 'requested');
  const requests = (await call(sandbox, 'getUpdates')).result.filter((update: Json) => update.chat_join_request);
  assert.deepEqual(
    requests.map(({ chat_join_request }: Json) => [chat_join_request.from.id, chat_join_request.invite_link.invite_link]),
    [
      [2001, link],
      [2002, link],
    ],
  );
  assert.equal((await call(sandbox, 'sendMessage', { chat_id: 2001, text: 'минуту' })).ok, true, 'who asks may be written to');
  await call(sandbox, 'approveChatJoinRequest', { chat_id: GROUP, user_id: 2001 });
  await call(sandbox, 'declineChatJoinRequest', { chat_id: GROUP, user_id: 2002 });
  assert.deepEqual([await status(sandbox, 2001), await status(sandbox, 2002)], ['member', 'left']);
  assert.match(
    (await call(sandbox, 'approveChatJoinRequest', { chat_id: GROUP, user_id: 2001 })).description,
    /USER_ALREADY_PARTICIPANT/,
  );
  assert.match(
    (await call(sandbox, 'approveChatJoinRequest', { chat_id: GROUP, user_id: 2002 })).description,
    /HIDE_REQUESTER_MISSING/,
  );
});

test('who is banned stays out until unbanned', async (t) => {
  const sandbox = await open(t);
  const link = await invite(sandbox);
  await join(sandbox, 2001, link);
  await call(sandbox, 'banChatMember', { chat_id: GROUP, user_id: 2001 });
  assert.equal(await status(sandbox, 2001), 'kicked');
  assert.equal((await join(sandbox, 2001, link)).reason, 'banned');
  await call(sandbox, 'unbanChatMember', { chat_id: GROUP, user_id: 2001, only_if_banned: true });
  assert.equal(await status(sandbox, 2001), 'left');
  assert.equal((await join(sandbox, 2001, link)).result, 'joined');
  assert.match((await call(sandbox, 'banChatMember', { chat_id: GROUP, user_id: 1001 })).description, /can't remove chat owner/);
});

test('members write in a group, strangers do not; only administrators post in a channel', async (t) => {
  const sandbox = await open(t);
  assert.equal((await post(sandbox, `/people/2001/chats/${GROUP}/messages`, { text: 'можно?' })).status, 403);
  await join(sandbox, 2001, await invite(sandbox));
  assert.equal((await post(sandbox, `/people/2001/chats/${GROUP}/messages`, { text: 'браво' })).status, 201);
  const sent = (await call(sandbox, 'sendMessage', { chat_id: CHANNEL, text: 'Сегодня «Чайка»' })).result;
  assert.equal(sent.sender_chat.username, 'rampa_theatre');
  assert.equal((await join(sandbox, 2001, 'https://t.me/rampa_theatre')).result, 'joined');
  assert.equal((await post(sandbox, `/people/2001/chats/${sent.chat.id}/messages`, { text: 'a' })).status, 403);
  const heard = (await call(sandbox, 'getUpdates')).result.map((update: Json) => update.message?.text).filter(Boolean);
  assert.deepEqual(heard, ['браво']);
  const { body } = await get(sandbox, `/chats/${sent.chat.id}/messages`);
  assert.deepEqual(
    body.map((message: Json) => message.text),
    ['Сегодня «Чайка»'],
  );
});

test('a theatre brings a bot of its own, which keeps its conversations to itself', async (t) => {
  const sandbox = await open(t);
  const { body: own } = await post(sandbox, '/bots', { username: 'seagull_bot', firstName: 'Чайка' });
  await post(sandbox, '/people/2001/messages', { text: 'вам', bot: 'seagull_bot' });
  await post(sandbox, '/people/2001/messages', { text: 'нам' });
  const heard = (await post(sandbox, `/bot${own.token}/getUpdates`)).body.result;
  assert.deepEqual(
    heard.map((update: Json) => update.message.text),
    ['вам'],
  );
  const { body: shown } = await get(sandbox, '/people/2001/messages?bot=seagull_bot');
  assert.deepEqual(
    shown.map((message: Json) => message.text),
    ['вам'],
  );
  assert.equal((await post(sandbox, '/bots', { username: 'Seagull_Bot', firstName: 'a' })).status, 400);
});

test('a new chat has its owner, its bot, and tells the bot', async (t) => {
  const sandbox = await open(t);
  const { body } = await post(sandbox, '/chats', { type: 'supergroup', title: 'Практика' });
  const [update] = (await call(sandbox, 'getUpdates')).result;
  assert.equal(update.my_chat_member.new_chat_member.status, 'administrator');
  assert.equal(update.my_chat_member.chat.id, body.id);
  const members = (await get(sandbox, `/chats/${body.id}/members`)).body.map((one: Json) => one.status);
  assert.deepEqual(members, ['creator', 'administrator']);
  assert.equal((await call(sandbox, 'getChatMemberCount', { chat_id: body.id })).result, 2);
});
