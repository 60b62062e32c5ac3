/** Fetches what speaks with the house's sockets, when an audience gathers. */
export const loadAudience = () => import('./socket.ts');
