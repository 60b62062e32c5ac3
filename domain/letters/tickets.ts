/** Tickets inside a letter: the code that the door reads, with its number; the pictures travel with the letter. */
import type { Language, LocalText } from '../language.ts';
import type { Block, InBoth, LetterAttachment } from './letter.ts';
import { plain } from './plain.ts';

export type LetterTicket = {
  number: string;
  typeName: LocalText;
  /** The QR code's picture. */
  png: Buffer;
  /** For a companion: whoever opens it takes the ticket over. */
  claimUrl?: string;
};

const words: InBoth<{ number: string; hint: string; claim: string }> = {
  ru: { number: 'Билет №', hint: 'Впускает одного человека, один раз.', claim: 'Передать спутнику' },
  en: { number: 'Ticket No.', hint: 'Lets one person in, once.', claim: 'Hand it to a companion' },
};

export function ticketBlocks(tickets: readonly LetterTicket[], language: Language): Block[] {
  const { number: numberLabel, hint, claim } = words[language];
  return tickets.map(({ number, typeName, claimUrl }) => ({
    ...{ kind: 'ticket' as const, number, numberLabel, hint },
    ...{ typeName: plain(typeName[language]), cid: cidOf(number) },
    ...(claimUrl ? { link: { label: claim, url: claimUrl } } : {}),
  }));
}

export const ticketPictures = (tickets: readonly LetterTicket[]): LetterAttachment[] =>
  tickets.map(({ number, png }) => ({ filename: `${number}.png`, contentType: 'image/png', content: png, cid: cidOf(number) }));

const cidOf = (number: string): string => `ticket-${number.replaceAll(/[^0-9A-Za-z-]/g, '')}@rampa`;
