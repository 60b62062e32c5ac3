/** Whether an update has the shape that Telegram gives it, as far as anything here reads it: one that has not would fail again each time it came. */
import { z } from 'zod';

const Person = z.object({ id: z.int(), first_name: z.string(), language_code: z.string().optional() });
const Chat = z.object({ id: z.int(), type: z.string() });
const Message = z.object({
  message_id: z.int(),
  date: z.int().optional(),
  chat: Chat,
  from: Person.optional(),
  text: z.string().optional(),
  entities: z.array(z.object({ type: z.string(), offset: z.int(), length: z.int() })).optional(),
  successful_payment: z
    .object({
      ...{ currency: z.string(), total_amount: z.int(), invoice_payload: z.string() },
      telegram_payment_charge_id: z.string(),
    })
    .optional(),
});
const Update = z.object({
  update_id: z.int(),
  message: Message.optional(),
  channel_post: Message.optional(),
  callback_query: z.object({ id: z.string(), from: Person, message: Message.optional(), data: z.string().optional() }).optional(),
  pre_checkout_query: z
    .object({ id: z.string(), from: Person, currency: z.string(), total_amount: z.int(), invoice_payload: z.string() })
    .optional(),
  chat_join_request: z
    .object({
      chat: Chat,
      from: Person,
      user_chat_id: z.int().optional(),
      invite_link: z.object({ invite_link: z.string() }).optional(),
    })
    .optional(),
});

/** The kinds that anything here reads. */
const kinds = ['message', 'channel_post', 'callback_query', 'pre_checkout_query', 'chat_join_request'] as const;
export const isRead = (update: object): boolean => kinds.some((kind) => kind in update);

/** @see https://core.telegram.org/bots/api#update */
export const isWhole = (update: unknown): boolean => Update.safeParse(update).success;
