/** The sample theatre's side of Telegram: who works there, a channel to publish in and a group to invite to. */
import { type Chat, newPerson, type TelegramState } from './state.ts';

export const SAMPLE_CHANNEL = -1001000001001;
export const SAMPLE_GROUP = -1001000001002;

/** The owner is here from the first start; who joined the theatre later joins people of an older state too. */
const staff: Array<[id: number, firstName: string, username: string]> = [
  [1001, 'Ирина', 'irina'],
  [1002, 'Пётр', 'petr'],
  [1003, 'Ольга', 'olga'],
];

/** They have long known the bot: it may write to them first. */
export function addSampleStaff(state: TelegramState, botId: number): void {
  for (const [id, firstName, username] of staff) {
    state.people[id] ??= newPerson(id, firstName, 'ru', username);
    if (!state.people[id].started.includes(botId)) state.people[id].started.push(botId);
  }
}

export function addSampleChats(state: TelegramState, botId: number): void {
  const add = (id: number, type: Chat['type'], title: string, username?: string): void => {
    state.chats[id] ??= {
      ...{ id, type, title, username, messages: [], joinRequests: {}, keyboards: {} },
      members: { 1001: { id: 1001, status: 'creator' }, [botId]: { id: botId, status: 'administrator' } },
    };
  };
  add(SAMPLE_CHANNEL, 'channel', 'Театр «Рампа»', 'rampa_theatre');
  add(SAMPLE_GROUP, 'supergroup', 'Зрительный зал «Рампы»');
}
