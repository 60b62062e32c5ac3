/** A channel and a group of the sample theatre, so that there is somewhere to publish and to invite. */
import type { Chat, TelegramState } from './state.ts';

export const SAMPLE_CHANNEL = -1001000001001;
export const SAMPLE_GROUP = -1001000001002;

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
