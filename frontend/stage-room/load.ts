/** Fetches what speaks with a stage's server, when a stage is wanted. */
export const loadRoom = () => import('./livekit.ts');
