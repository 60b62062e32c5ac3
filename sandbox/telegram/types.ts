/** The parts of Telegram's objects that the sandbox makes or reads; the rest travels untouched. */
export type User = {
  id: number;
  is_bot: boolean;
  first_name: string;
  last_name?: string | undefined;
  username?: string | undefined;
  language_code?: string | undefined;
};

export type Entity = { type: string; offset: number; length: number; [field: string]: unknown };

export type Button = {
  text: string;
  callback_data?: string;
  url?: string;
  web_app?: { url: string };
  pay?: boolean;
  [field: string]: unknown;
};
export type Markup = { inline_keyboard?: Button[][]; [field: string]: unknown };

export type ApiChat = {
  id: number;
  type: 'private' | 'supergroup' | 'channel';
  title?: string | undefined;
  username?: string | undefined;
  first_name?: string | undefined;
  last_name?: string | undefined;
};

export type Message = {
  message_id: number;
  date: number;
  chat: ApiChat;
  from?: User;
  sender_chat?: ApiChat;
  edit_date?: number;
  text?: string;
  entities?: Entity[];
  caption?: string;
  caption_entities?: Entity[];
  reply_markup?: Markup;
  reply_to_message?: unknown;
  media_group_id?: string;
  has_protected_content?: boolean;
  invoice?: { title: string; description: string; start_parameter: string; currency: string; total_amount: number };
  [field: string]: unknown;
};

export type Update = { update_id?: number; [kind: string]: unknown };
export type BotCommand = { command: string; description: string };

export type InviteLink = {
  invite_link: string;
  creator: User;
  creates_join_request: boolean;
  is_primary: boolean;
  is_revoked: boolean;
  name?: string | undefined;
  expire_date?: number | undefined;
  member_limit?: number | undefined;
};
