/** What a letter is made of: blocks, written once as HTML and once as plain text, so that both say and link the same. */
import type { Language } from '../language.ts';

export type LetterAttachment = { filename: string; contentType: string; content: Buffer | string; cid?: string };
/** Everything but the address: whoever sends it knows that. */
export type WrittenLetter = { subject: string; html: string; text: string; attachments: LetterAttachment[] };

/** What every letter needs to know of its reader and its house. */
export type Letterhead = {
  language: Language;
  /** The house's own page. */
  siteUrl: string;
};

export type Block =
  | { kind: 'words'; text: string }
  | { kind: 'note'; text: string }
  | { kind: 'facts'; rows: Array<{ label: string; value: string; was?: boolean }> }
  | { kind: 'button'; label: string; url: string }
  | { kind: 'link'; label: string; url: string }
  | { kind: 'code'; label: string; code: string }
  | { kind: 'choices'; label: string; choices: Array<{ label: string; url: string }> }
  | {
      kind: 'ticket';
      number: string;
      numberLabel: string;
      typeName: string;
      cid: string;
      hint: string;
      link?: { label: string; url: string };
    };

export type Composition = {
  subject: string;
  /** The line that a mailbox shows beside the subject. */
  preheader: string;
  title: string;
  blocks: Block[];
  /** Why this person has this letter. */
  because: string;
  attachments?: LetterAttachment[];
};

/** Words in both languages, each made of the same facts. */
export type InBoth<Words> = Record<Language, Words>;
