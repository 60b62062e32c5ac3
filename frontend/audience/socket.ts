/** The line to the audience: socket.io. Fetched by the pages that show one, and by no other. */
import { io, type Socket } from 'socket.io-client';
import type { AudienceLine, AudienceNews, Beat, Entering, News, Reaction, Said, Welcome, You } from './types.ts';

type ToPage = {
  welcome: (word: Welcome) => void;
  news: (word: News) => void;
  you: (word: Partial<You>) => void;
  over: (word: { error: string }) => void;
};
type ToServer = {
  say: (said: { id: string; text: string; name: string }, answer: (said: Said) => void) => void;
  react: (reacted: { kind: Reaction; count: number }) => void;
  beat: (beat: Beat) => void;
};

/** An answer that has not come by then does not come, ms. */
const patience = 8000;

export function openAudience(path: string, entering: () => Entering, hear: AudienceNews): AudienceLine {
  const socket: Socket<ToPage, ToServer> = io({
    ...{ path, transports: ['websocket'], forceNew: true, autoConnect: false },
    // A thousand pages that were cut off at once come back spread over some seconds.
    ...{ reconnectionDelay: 800, reconnectionDelayMax: 4000, randomizationFactor: 0.6, timeout: 10_000 },
    auth: (give) => give(entering()),
  });
  let closed = false;
  socket.on('welcome', (word) => hear.welcome(word));
  socket.on('news', (word) => hear.news(word));
  socket.on('you', (word) => hear.you(word));
  socket.on('over', ({ error }) => {
    if (!closed) hear.over(error);
  });
  // What the server ended itself, and what it did not let in, the library leaves alone.
  socket.on('disconnect', () => {
    if (!closed) hear.cut(socket.active);
  });
  socket.on('connect_error', (error) => {
    const told = (error as Error & { data?: { error?: string } }).data?.error;
    if (!closed && told) hear.refused(told);
  });
  return {
    connect: () => void socket.connect(),
    async say(said) {
      if (!socket.connected) return undefined;
      try {
        return await socket.timeout(patience).emitWithAck('say', said);
      } catch {
        return undefined;
      }
    },
    react: (reacted) => void socket.volatile.emit('react', reacted),
    beat: (beat) => void socket.volatile.emit('beat', beat),
    close() {
      closed = true;
      socket.disconnect();
    },
  };
}
