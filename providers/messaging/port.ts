/** What every messenger can do, and the three ways in which it cannot. */
export type Button = { text: string; url: string };
export type Photo = { png: Buffer; captionHtml: string };
export type Sent = { messageId: string };

export interface Messenger {
  sendText(chatId: number, html: string, buttons?: Button[][], signal?: AbortSignal): Promise<Sent>;
  /** One photo, or an album of up to ten as one call. Never forwardable: a ticket is its bearer's. */
  sendPhotos(chatId: number, photos: Photo[], signal?: AbortSignal): Promise<Sent>;
}
export type Messengers = { get(bot: string): Messenger };

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
