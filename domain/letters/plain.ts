/** What people and organisers typed, made fit for a letter: one line, no control over what stands around it. */
import { escapeHtml } from '../html.ts';

const LONGEST = 200;

/**
 * Names and titles come from outside. Line breaks and control characters become spaces, marks that turn the direction of
 * text are dropped, and a text that runs from right to left is fenced in, so that it turns nothing but itself.
 */
export function plain(text: string): string {
  const line = text
    .toWellFormed()
    .replaceAll(/[\p{Cc}\u2028\u2029]+/gu, ' ')
    .replaceAll(/[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/g, '')
    .trim();
  const short = line.length > LONGEST ? `${[...line].slice(0, LONGEST - 1).join('')}…` : line;
  return /[\p{Script=Hebrew}\p{Script=Arabic}\p{Script=Syriac}\p{Script=Thaana}\p{Script=Nko}]/u.test(short)
    ? `\u2068${short}\u2069`
    : short;
}

/** For text and for attributes alike. */
export const html = (text: string): string => escapeHtml(text).replaceAll('"', '&quot;').replaceAll("'", '&#39;');

/** @throws TypeError for what is no web address: a letter never links to anything else */
export function webAddress(url: string): string {
  const { protocol, href } = new URL(url);
  if (protocol !== 'https:' && protocol !== 'http:') throw new TypeError(`A letter cannot link to ${protocol}`);
  return href;
}
