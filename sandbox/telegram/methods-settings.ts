/** Methods by which a bot introduces itself: who it is, its commands, texts, menu button and files. */
import { badRequest } from './api-error.ts';
import type { Call } from './chat-id.ts';
import type { BotCommand } from './types.ts';
import { botUser } from './world.ts';

export const getMe = ({ bot }: Call): unknown => ({
  ...botUser(bot),
  can_join_groups: true,
  can_read_all_group_messages: false,
  supports_inline_queries: false,
  can_connect_to_business: false,
  has_main_web_app: true,
});

export function setMyCommands({ world, bot, params }: Call): true {
  const commands = params.object<BotCommand[]>('commands') ?? [];
  if (commands.length > 100) throw badRequest('BOT_COMMANDS_TOO_MUCH');
  for (const { command, description } of commands) {
    if (!/^[a-z0-9_]{1,32}$/.test(command ?? '')) throw badRequest('BOT_COMMAND_INVALID');
    if (!description || description.length > 256) throw badRequest('BOT_COMMAND_DESCRIPTION_INVALID');
  }
  bot.commands[commandKey(params)] = commands.map(({ command, description }) => ({ command, description }));
  world.changed();
  return true;
}

export const getMyCommands = ({ bot, params }: Call): BotCommand[] => bot.commands[commandKey(params)] ?? [];

export function deleteMyCommands({ world, bot, params }: Call): true {
  delete bot.commands[commandKey(params)];
  world.changed();
  return true;
}

const commandKey = (params: Call['params']): string =>
  JSON.stringify([params.object('scope') ?? { type: 'default' }, params.text('language_code') ?? '']);

const TEXTS = { description: 512, short_description: 120, name: 64 } as const;

export function setMyText(field: keyof typeof TEXTS): (call: Call) => true {
  return ({ world, bot, params }) => {
    const text = params.text(field) ?? '';
    if (text.length > TEXTS[field]) throw badRequest(`BOT_${field.toUpperCase()}_TOO_LONG`);
    bot.texts[`${field}:${params.text('language_code') ?? ''}`] = text;
    world.changed();
    return true;
  };
}

export function getMyText(field: keyof typeof TEXTS): (call: Call) => unknown {
  return ({ bot, params }) => ({
    [field]:
      bot.texts[`${field}:${params.text('language_code') ?? ''}`] ??
      bot.texts[`${field}:`] ??
      (field === 'name' ? bot.firstName : ''),
  });
}

export function setChatMenuButton({ world, bot, params }: Call): true {
  const button = params.object<{ type: string; text?: string; web_app?: { url: string } }>('menu_button') ?? { type: 'default' };
  if (!['default', 'commands', 'web_app'].includes(button.type)) throw badRequest('wrong menu button type');
  if (button.type === 'web_app' && (!button.text || !URL.canParse(button.web_app?.url ?? '')))
    throw badRequest('BUTTON_URL_INVALID');
  bot.menuButtons[params.text('chat_id') ?? ''] = button;
  world.changed();
  return true;
}

export const getChatMenuButton = ({ bot, params }: Call): unknown =>
  bot.menuButtons[params.text('chat_id') ?? ''] ?? bot.menuButtons[''] ?? { type: 'default' };

export function getFile({ world, params }: Call): unknown {
  const file = world.state.files[params.text('file_id') ?? ''];
  if (file === undefined) throw badRequest('invalid file_id');
  if (file.size > 20 * 1024 * 1024) throw badRequest('file is too big');
  return { file_id: file.fileId, file_unique_id: file.uniqueId, file_size: file.size, file_path: file.path };
}
