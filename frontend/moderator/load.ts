/** Fetches what speaks with an audience, when somebody moderates it. */
export const loadChat = () => import('./socket.ts');
