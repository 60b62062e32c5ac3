/** By what the people of one show are told apart: the same person is another author in another show. */
import { nameCode } from './uuid.ts';

export const authorOf = (showId: string, personId: string): string => nameCode(8, 'author', showId, personId);
