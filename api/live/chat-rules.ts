/** Whether a line may be shown: the cheap questions first, before anybody sees it. */
import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';
import { cleanText, hasLink, hasWord, type LineRefusal, longestLine, longestName } from '../../domain/audience.ts';
import type { Room } from './room.ts';

export type Checked = { text: string; name: string } | { refusal: LineRefusal; retryAfter?: number };
type Asked = {
  personId: string;
  author: string;
  theatre: boolean;
  text: string;
  name: string /** Of whoever gives no name, or one that may not be shown. */;
  fallback: string;
};

/** So many lines in ten seconds, whatever the mode. */
const inTenSeconds = 6;

export function createChatRules() {
  const floods = new RateLimiterMemory({ points: inTenSeconds, duration: 10 });
  return async (room: Room, { personId, author, theatre, ...asked }: Asked, now = Date.now()): Promise<Checked> => {
    const text = cleanText(asked.text);
    if (text === '') return { refusal: 'LineEmpty' };
    if ([...text].length > longestLine) return { refusal: 'LineTooLong' };
    const { open, links, words, slowSeconds } = room.rules;
    if (!theatre) {
      if (room.isSilenced(personId, now)) return { refusal: 'ChatMuted' };
      if (!open) return { refusal: 'ChatClosed' };
      if (!links && hasLink(text)) return { refusal: 'LineHasLink' };
      if (hasWord(text, words)) return { refusal: 'LineHasWord' };
      const waits = (room.saidAt.get(author) ?? 0) + slowSeconds * 1000 - now;
      if (slowSeconds > 0 && waits > 0) return { refusal: 'ChatSlow', retryAfter: Math.ceil(waits / 1000) };
      // Before the next question is waited for: two lines in one moment are one too many.
      room.saidAt.set(author, now);
    }
    try {
      await floods.consume(`${room.show.showId}:${personId}`);
    } catch (refused) {
      if (!(refused instanceof RateLimiterRes)) throw refused;
      return { refusal: 'TooManyRequests', retryAfter: Math.ceil(refused.msBeforeNext / 1000) };
    }
    const given = [...cleanText(asked.name)].slice(0, longestName).join('');
    const shown = given !== '' && (theatre || (!hasLink(given) && !hasWord(given, words)));
    return { text, name: shown ? given : asked.fallback };
  };
}
export type ChatRules = ReturnType<typeof createChatRules>;
