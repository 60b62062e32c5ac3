/** The four readers, for whoever only asks. */
export type { Readers } from '../database/sessions.ts';
