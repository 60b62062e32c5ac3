/** The Bot API's methods by name. */
import type { Response } from 'express';
import type { Call } from './chat-id.ts';
import * as chats from './methods-chats.ts';
import * as edit from './methods-edit.ts';
import * as payments from './methods-payments.ts';
import * as queries from './methods-queries.ts';
import * as send from './methods-send.ts';
import * as settings from './methods-settings.ts';
import * as updates from './methods-updates.ts';

export type Method = (call: Call & { response: Response }) => unknown;

const done = (): true => true;

const methods: Record<string, Method> = {
  getMe: settings.getMe,
  logOut: done,
  close: done,
  getUpdates: updates.getUpdates,
  setWebhook: updates.setWebhook,
  deleteWebhook: updates.deleteWebhook,
  getWebhookInfo: updates.getWebhookInfo,
  setMyCommands: settings.setMyCommands,
  getMyCommands: settings.getMyCommands,
  deleteMyCommands: settings.deleteMyCommands,
  setMyName: settings.setMyText('name'),
  getMyName: settings.getMyText('name'),
  setMyDescription: settings.setMyText('description'),
  getMyDescription: settings.getMyText('description'),
  setMyShortDescription: settings.setMyText('short_description'),
  getMyShortDescription: settings.getMyText('short_description'),
  setChatMenuButton: settings.setChatMenuButton,
  getChatMenuButton: settings.getChatMenuButton,
  setMyDefaultAdministratorRights: done,
  getFile: settings.getFile,
  sendMessage: send.sendMessage,
  sendPhoto: send.sendMedia('photo'),
  sendVideo: send.sendMedia('video'),
  sendAnimation: send.sendMedia('animation'),
  sendAudio: send.sendMedia('audio'),
  sendVoice: send.sendMedia('voice'),
  sendVideoNote: send.sendMedia('video_note'),
  sendDocument: send.sendMedia('document'),
  sendMediaGroup: send.sendMediaGroup,
  sendChatAction: send.sendChatAction,
  copyMessage: send.resend(false),
  forwardMessage: send.resend(true),
  editMessageText: edit.editMessageText,
  editMessageCaption: edit.editMessageCaption,
  editMessageReplyMarkup: edit.editMessageReplyMarkup,
  editMessageMedia: edit.editMessageMedia,
  deleteMessage: edit.deleteMessage,
  deleteMessages: edit.deleteMessages,
  pinChatMessage: edit.pinChatMessage,
  unpinChatMessage: edit.unpinChatMessage,
  answerCallbackQuery: queries.answerCallbackQuery,
  answerPreCheckoutQuery: queries.answerPreCheckoutQuery,
  sendInvoice: payments.sendInvoice,
  createInvoiceLink: payments.createInvoiceLink,
  refundStarPayment: payments.refundStarPayment,
  getStarTransactions: payments.getStarTransactions,
  getMyStarBalance: payments.getMyStarBalance,
  getChat: chats.getChat,
  getChatMember: chats.getChatMember,
  getChatMemberCount: chats.getChatMemberCount,
  getChatAdministrators: chats.getChatAdministrators,
  createChatInviteLink: chats.createChatInviteLink,
  revokeChatInviteLink: chats.revokeChatInviteLink,
  approveChatJoinRequest: chats.settleJoinRequest(true),
  declineChatJoinRequest: chats.settleJoinRequest(false),
  banChatMember: chats.banChatMember,
  unbanChatMember: chats.unbanChatMember,
  leaveChat: chats.leaveChat,
};

const byLowerCase = new Map(Object.entries(methods).map(([name, method]) => [name.toLowerCase(), method]));

/** Telegram does not mind the case of a method's name. */
export const findMethod = (name: string): Method | undefined => byLowerCase.get(name.toLowerCase());
