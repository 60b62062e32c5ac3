/** The playbill and a show's card: poster, date, types, price and what comes back. */
import { cityOf } from '../../domain/dates.ts';
import { escapeHtml } from '../../domain/html.ts';
import { describeRefundPolicy } from '../../domain/refund-policy.ts';
import { posterPng } from '../../queries/posters/poster.ts';
import { findShow, listShows, type ShowView } from '../../queries/shows/playbill.ts';
import type { Visit } from '../context.ts';
import type { BotDeps } from '../deps.ts';
import { commonZone, dateRows, eventRows, showRows } from '../keyboards.ts';
import { isUnchanged, type Rows } from '../present.ts';
import { whenOf } from '../times.ts';

/** Telegram keeps a picture that was sent once; later cards name it. */
const pictures = new Map<string, string>();

export async function sendPlaybill(visit: Visit, { readers }: BotDeps, page: number, edit: boolean): Promise<void> {
  const shows = await listShows(readers.public());
  if (shows.length === 0) return void (await visit.reply(visit.words.noShows));
  const markup = { inline_keyboard: eventRows(shows, page, visit.language, visit.words) };
  const zone = commonZone(shows);
  const title = visit.words.playbillTitle(zone && cityOf(zone, visit.language));
  if (!edit) return void (await visit.reply(title, { parse_mode: 'HTML', reply_markup: markup }));
  await visit.editMessageReplyMarkup(markup).catch((error: unknown) => {
    if (!isUnchanged(error)) throw error;
  });
}

export async function sendShow(visit: Visit, { readers, name }: BotDeps, code: string): Promise<void> {
  const show = await findShow(readers.public(), code);
  if (!show) return void (await visit.reply(visit.words.gone));
  const { title, author, theatre, symbol, hue, id, slug } = show.production;
  const { language } = visit;
  const key = `${name}:${slug}:${language}`;
  const known = pictures.get(key);
  const photo = known ?? {
    source: await posterPng(
      { title: title[language], author: author[language], theatre: theatre[language], symbol, hue, seed: id },
      800,
    ),
  };
  const sent = await visit.replyWithPhoto(photo, {
    caption: captionOf(show, visit),
    parse_mode: 'HTML',
    reply_markup: { inline_keyboard: showRows(show, language, visit.words) },
  });
  const fileId = sent.photo.at(-1)?.file_id;
  if (fileId) pictures.set(key, fileId);
}

export async function showDates(visit: Visit, { readers }: BotDeps, code: string): Promise<void> {
  const show = await findShow(readers.public(), code);
  if (!show) return void (await visit.reply(visit.words.gone));
  await visit.editMessageReplyMarkup({ inline_keyboard: dateRows(code, show.otherDates, visit.language, visit.words) });
}

/** The card's next step, in place: its words with more below them, and other buttons. */
export async function editCard(visit: Visit, show: ShowView, below: string, rows: Rows): Promise<void> {
  await visit
    .editMessageCaption(captionOf(show, visit, below), { parse_mode: 'HTML', reply_markup: { inline_keyboard: rows } })
    .catch((error: unknown) => {
      // A second press of the same button finds the card as it should be: that is no error.
      if (!isUnchanged(error)) throw error;
    });
}

/** Telegram takes 1024 letters under a picture: what gives way is the description. */
const mostLetters = 1000;

function captionOf(show: ShowView, visit: Visit, below = ''): string {
  const { language, words } = visit;
  const { production } = show;
  const state = !show.onSale
    ? show.seatsLeft === 0
      ? words.soldOut
      : words.notOnSale
    : show.seatsLeft <= 20
      ? words.left(show.seatsLeft)
      : undefined;
  const head = [
    `<b>${escapeHtml(production.title[language])}</b>`,
    escapeHtml(`${production.author[language]} · ${production.theatre[language]}`),
    whenOf(show, visit),
    [words.kinds[show.kind], words.minutes(production.minutes), `${production.ageLimit}+`, ...(state ? [state] : [])].join(' · '),
  ].join('\n');
  const foot = [describeRefundPolicy(show.refundPolicy, language), ...(below ? [below] : [])].join('\n\n');
  const description = clipped(production.description[language], mostLetters - head.length - foot.length - 4);
  return [head, ...(description ? [escapeHtml(description)] : []), foot].join('\n\n');
}

/** To whole words, with an ellipsis where something is missing. */
const clipped = (text: string, most: number): string =>
  text.length <= most ? text : most < 40 ? '' : `${text.slice(0, most - 1).replace(/\s+\S*$/, '')}…`;
