/** What an SMTP server's no, or its silence, means in the port's words. RFC 5321 (reply codes), RFC 3463 (enhanced codes). */
import { NotSent, SlowDown, Undeliverable } from '../port.ts';

/** What nodemailer tells of a failed send. */
export type SmtpFailure = Error & {
  code?: string;
  originalCode?: string;
  command?: string;
  response?: string;
  responseCode?: number;
};

/**
 * None of these errors has a cause, and none repeats an address: servers quote the recipient, and failures are kept in
 * histories where a person's address must not be.
 *
 * @param dataBegan whether some of the letter may be with the server
 */
export function smtpFailure(error: SmtpFailure, dataBegan: boolean): Error {
  if (error instanceof Undeliverable) return error;
  const { responseCode: code, command } = error;
  const said = wordsOf(error);
  if (code === undefined) {
    if (dataBegan) return new Error(`it is not known whether the letter was taken: ${said}`);
    // Too large for the server, or an envelope that cannot be: the same letter would fail again.
    if (error.code === 'EMESSAGE' || error.code === 'EENVELOPE') return new Undeliverable(said, 'message');
    return new NotSent(said);
  }
  const enhanced = /^\d{3}[ -](\d\.\d{1,3}\.\d{1,3})/.exec(error.response ?? '')?.[1]?.slice(2);
  if (code < 500) return pauses(code) ? new SlowDown(secondsFor(enhanced)) : new NotSent(said);
  // Before the recipient is named it is our account or address that is refused: for an operator, after whom it goes out.
  if (command === 'RCPT TO') return new Undeliverable(said, isUnknown(code, enhanced) ? 'person' : 'message');
  if (command === 'DATA' && code !== 503) return new Undeliverable(said, isNobody(enhanced) ? 'person' : 'message');
  if (command === 'MAIL FROM' && (code === 552 || enhanced === '3.4')) return new Undeliverable(said, 'message');
  return new NotSent(said);
}

const pauses = (code: number): boolean => code === 421 || (code >= 450 && code <= 452);

/** A full mailbox takes its owner to empty it; everybody else asks for a moment. */
const secondsFor = (enhanced: string | undefined): number => (enhanced === '2.2' ? 3600 : 60);

/** x.1.x: no such address; x.2.x: the mailbox is closed. Without a word more, 550, 551 and 553 say the same. */
const isNobody = (enhanced: string | undefined): boolean => enhanced !== undefined && /^[12]\./.test(enhanced);
const isUnknown = (code: number, enhanced: string | undefined): boolean =>
  enhanced === undefined ? [550, 551, 553].includes(code) : isNobody(enhanced);

function wordsOf({ code, originalCode, command, response, message }: SmtpFailure): string {
  const words = (response ?? message).replaceAll(/\S*@\S*/g, '…').slice(0, 300);
  return [originalCode ?? code, command, words].filter(Boolean).join(' · ');
}
