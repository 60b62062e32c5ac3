/** What makes a member's request one: its id together with what it asks for. The same id with other content is another request, not the first one's answer. */
import { nameUuid } from '../domain/uuid.ts';

type Asked = { by: string; requestId: string };

/**
 * @param asked all of it, in clear. Only the id that follows from it travels on: the client's own id is mixed in and stays
 * behind, so that nobody who reads a history can guess a name or a key and compare.
 */
export function requestOf(kind: string, asked: Asked): { requestId: string; updateId: string } {
  const requestId = nameUuid('request', kind, asked.requestId, JSON.stringify(asked));
  return { requestId, updateId: `${kind}:${asked.by}:${requestId}` };
}
