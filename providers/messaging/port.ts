/** What every messenger and the mail can do, and the three ways in which they cannot. */
/** Opens an address, or comes back to the bot as a press. */
export type Button = { text: string } & ({ url: string } | { data: string });
export type Photo = { png: Buffer; captionHtml: string };
export type Sent = { messageId: string };

export interface Messenger {
  sendText(chatId: number, html: string, buttons?: Button[][], signal?: AbortSignal): Promise<Sent>;
  /** One photo, or an album of up to ten as one call. Never forwardable: a ticket is its bearer's. */
  sendPhotos(chatId: number, photos: Photo[], signal?: AbortSignal): Promise<Sent>;
}
export type Messengers = { get(bot: string): Messenger };

/** Keeps the door of a closed chat. @throws Undeliverable when the chat refuses for good, SlowDown, NotSent */
export interface ChatKeeper {
  /** A link by which one asks to be let in; nobody comes in by the link alone. */
  createJoinLink(chatId: number, name: string, expiresAt: Date, signal?: AbortSignal): Promise<{ link: string }>;
  /** Safe to repeat. */
  revokeLink(chatId: number, link: string, signal?: AbortSignal): Promise<void>;
  /** Safe to repeat, also when the request is gone. */
  approve(chatId: number, userId: number, signal?: AbortSignal): Promise<void>;
  decline(chatId: number, userId: number, signal?: AbortSignal): Promise<void>;
  /** Puts a person out in a way that lets them come back later. Confirm with `isInside`. */
  remove(chatId: number, userId: number, signal?: AbortSignal): Promise<void>;
  isInside(chatId: number, userId: number, signal?: AbortSignal): Promise<boolean>;
}
export type ChatKeepers = { get(bot: string): ChatKeeper };

/** An attachment with a `cid` is a picture that the HTML shows as `cid:…`: letters load nothing from elsewhere. */
export type Attachment = { filename: string; contentType: string; content: Buffer | string; cid?: string };
export type Letter = { to: string; subject: string; html: string; text: string; attachments?: Attachment[] };

export interface Mailer {
  /**
   * @param messageId the business key of this message; its hash becomes the Message-ID, so that a repeated send is recognised
   * @throws Undeliverable, SlowDown, NotSent; anything else is an unknown outcome. None of them names the recipient.
   */
  send(letter: Letter, messageId: string, signal?: AbortSignal): Promise<Sent>;
}

/** The messenger understood and refuses for good. */
export class Undeliverable extends Error {
  override name = 'Undeliverable';
  /** `person`: they blocked the bot, or never opened it, which is their right; `message`: it is not well made, which is our fault. */
  readonly because: 'person' | 'message';
  constructor(message: string, because: 'person' | 'message', options?: ErrorOptions) {
    super(message, options);
    this.because = because;
  }
}

/** The messenger asks for a pause; nothing was sent. */
export class SlowDown extends Error {
  override name = 'SlowDown';
  readonly retryAfterSeconds: number;
  constructor(retryAfterSeconds: number, options?: ErrorOptions) {
    super(`the messenger asks for ${retryAfterSeconds} s of silence`, options);
    this.retryAfterSeconds = retryAfterSeconds;
  }
}

/** The call surely had no effect: the request never left, or was refused. */
export class NotSent extends Error {
  override name = 'NotSent';
}
