/** What the pretend mailbox keeps of each letter; the bytes of attachments lie in the file store. */
export type KeptAttachment = {
  filename: string;
  contentType: string;
  size: number;
  /** By which the HTML shows it, without angle brackets. */
  cid?: string | undefined;
};

export type KeptLetter = {
  id: string;
  /** The recipient that the server was told, not what the header says. */
  to: string;
  from: string;
  subject: string;
  messageId: string;
  text: string;
  html: string;
  /** Every address that the letter links to, once, in order. */
  links: string[];
  attachments: KeptAttachment[];
  at: string;
};

/** Oldest first. */
export type MailState = { letters: KeptLetter[] };
export const emptyMail = (): MailState => ({ letters: [] });

export const attachmentFile = (letterId: string, index: number): string => `mail-${letterId}-${index}`;
