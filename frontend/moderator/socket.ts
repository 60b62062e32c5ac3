/** The socket of an audience by socket.io's own client. */
import { io } from 'socket.io-client';
import type { ChatEars, ChatSocket, News, Said, Welcome } from './types.ts';

/** @param path of the socket on this very host */
export function openChat(path: string, ears: ChatEars): ChatSocket {
  const socket = io({
    ...{ path, transports: ['websocket'], forceNew: true, reconnectionDelay: 500, reconnectionDelayMax: 5000 },
    auth: (give) => void ears.auth().then(give, () => socket.disconnect()),
  });
  socket.on('welcome', (word: Welcome) => ears.welcome(word));
  socket.on('news', (word: News) => ears.news(word));
  socket.on('over', ({ error }: { error: string }) => ears.lost(error));
  // The client comes again by itself after a cut, but not after a word of the house.
  socket.on('connect_error', (error: Error & { data?: { error?: string } }) => ears.lost(error.data?.error));
  socket.on('disconnect', (reason) => {
    if (reason !== 'io client disconnect') ears.lost(reason === 'io server disconnect' ? 'Busy' : undefined);
  });
  return {
    say: (line) => socket.timeout(15_000).emitWithAck('say', line) as Promise<Said>,
    again: () => void socket.connect(),
    close: () => void socket.close(),
  };
}
