/** Somebody knocks at a show's closed chat: whoever holds a ticket is let in by their order's process, nobody else is. */
import { Refusal } from '../../domain/errors.ts';
import { invitationOf } from '../../queries/orders/invitations.ts';
import { orderForChat } from '../../queries/orders/passes.ts';
import { isShowChat } from '../../queries/shows/chats.ts';
import type { Bot, Visit } from '../context.ts';
import type { BotDeps } from '../deps.ts';

export function answerKnocks(bot: Bot, deps: BotDeps): void {
  const { readers, orders, report } = deps;
  bot.on('chat_join_request', async (visit) => {
    const { chat, from, invite_link: link } = visit.chatJoinRequest;
    const { personId, words } = visit;
    try {
      const orderId = await orderForChat(readers, personId, chat.id);
      if (orderId) {
        const invitation = await invitationOf(readers, link?.invite_link);
        return await orders.knock({ orderId, personId, chatId: chat.id, invitation, telegramId: from.id });
      }
      if (await isShowChat(readers.platform(), chat.id)) await turnAway(visit, words.notLetIn);
    } catch (error) {
      if (!(error instanceof Refusal)) report(error, 'join request');
      // A request that nobody answers could not be made again.
      await turnAway(visit, words.tryTheDoorAgain);
    }
  });
}

/** Telegram lets the bot write to who knocks, for a while; who blocked it hears nothing. */
async function turnAway(visit: Visit, why: string): Promise<void> {
  const { chat, from, user_chat_id: privately } = visit.chatJoinRequest!;
  await visit.telegram.declineChatJoinRequest(chat.id, from.id).catch(() => {});
  await visit.telegram.sendMessage(privately, why).catch(() => {});
}
