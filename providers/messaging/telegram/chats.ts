/** The door of a closed chat over Telegram's Bot API. https://core.telegram.org/bots/api#createchatinvitelink */
import { type ChatKeeper, Undeliverable } from '../port.ts';
import { cancellable, type TelegramAccount, telegramCall, telegramOf } from './client.ts';

export function telegramChats(account: TelegramAccount): ChatKeeper {
  const telegram = telegramOf(account);
  const settled = async (call: () => Promise<unknown>, fine: RegExp) => {
    try {
      await telegramCall(call);
    } catch (error) {
      // What was done before is done.
      if (!(error instanceof Undeliverable && fine.test(error.message))) throw error;
    }
  };
  return {
    async createJoinLink(chatId, name, expiresAt, signal) {
      const made = await telegramCall(() =>
        telegram.callApi(
          'createChatInviteLink',
          {
            ...{ chat_id: chatId, name: name.slice(0, 32), creates_join_request: true },
            expire_date: Math.floor(expiresAt.getTime() / 1000),
          },
          cancellable(signal),
        ),
      );
      return { link: made.invite_link };
    },
    revokeLink: (chatId, link, signal) =>
      settled(
        () => telegram.callApi('revokeChatInviteLink', { chat_id: chatId, invite_link: link }, cancellable(signal)),
        /INVITE_HASH_EXPIRED|not found/i,
      ),
    approve: (chatId, userId, signal) =>
      settled(
        () => telegram.callApi('approveChatJoinRequest', { chat_id: chatId, user_id: userId }, cancellable(signal)),
        /HIDE_REQUESTER_MISSING|USER_ALREADY_PARTICIPANT/i,
      ),
    decline: (chatId, userId, signal) =>
      settled(
        () => telegram.callApi('declineChatJoinRequest', { chat_id: chatId, user_id: userId }, cancellable(signal)),
        /HIDE_REQUESTER_MISSING|USER_ALREADY_PARTICIPANT/i,
      ),
    // Banned and at once no longer: out, and free to come back with a new ticket.
    async remove(chatId, userId, signal) {
      await settled(
        () => telegram.callApi('banChatMember', { chat_id: chatId, user_id: userId }, cancellable(signal)),
        /PARTICIPANT_ID_INVALID|USER_NOT_PARTICIPANT|user not found/i,
      );
      await settled(
        () =>
          telegram.callApi('unbanChatMember', { chat_id: chatId, user_id: userId, only_if_banned: true }, cancellable(signal)),
        /PARTICIPANT_ID_INVALID|USER_NOT_PARTICIPANT|user not found/i,
      );
    },
    async isInside(chatId, userId, signal) {
      try {
        const member = await telegramCall(() =>
          telegram.callApi('getChatMember', { chat_id: chatId, user_id: userId }, cancellable(signal)),
        );
        return member.status !== 'left' && member.status !== 'kicked' && !(member.status === 'restricted' && !member.is_member);
      } catch (error) {
        if (error instanceof Undeliverable && /not found|PARTICIPANT_ID_INVALID|member not found/i.test(error.message))
          return false;
        throw error;
      }
    },
  };
}
