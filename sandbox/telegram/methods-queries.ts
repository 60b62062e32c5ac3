/** Methods that answer a person who pressed a button or is about to pay. */
import { unixNow } from '../shared/ids.ts';
import { badRequest } from './api-error.ts';
import type { Call } from './chat-id.ts';

const TOO_OLD = 'query is too old and response timeout expired or query ID is invalid';
const CALLBACK_WINDOW_S = 300;

export function answerCallbackQuery({ world, bot, params }: Call): true {
  const id = params.text('callback_query_id') ?? '';
  const query = world.state.callbacks[id];
  if (query === undefined || query.botId !== bot.id || unixNow() - query.date > CALLBACK_WINDOW_S) throw badRequest(TOO_OLD);
  const text = params.text('text') ?? '';
  if (text.length > 200) throw badRequest('MESSAGE_TOO_LONG');
  const alert = {
    text,
    showAlert: params.flag('show_alert'),
    url: params.text('url'),
    personId: query.personId,
    date: unixNow(),
  };
  const message = world.state.chats[query.chatId]?.messages[query.messageId - 1];
  if (text !== '' || alert.url) message?.alerts.push(alert);
  world.changed();
  world.bus.emit('phone', query.personId, { type: 'answered', callbackQueryId: id, chatId: query.chatId, ...alert });
  return true;
}

export function answerPreCheckoutQuery({ world, params }: Call): true {
  const id = params.text('pre_checkout_query_id') ?? '';
  const ok = params.flag('ok');
  const errorMessage = params.text('error_message');
  const answer = world.checkouts.get(id);
  if (answer === undefined) throw badRequest(TOO_OLD);
  if (!ok && !errorMessage) throw badRequest('error_message must be non-empty');
  world.checkouts.delete(id);
  answer({ ok, errorMessage });
  return true;
}
