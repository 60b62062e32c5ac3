/** The playbill and a show's card: poster, date, types, quantity, price and what comes back. */
import { cityOf, formatShowTime } from '../../domain/dates.ts';
import { escapeHtml } from '../../domain/html.ts';
import { formatMoney } from '../../domain/money.ts';
import { maxTicketsAnOrder } from '../../domain/orders.ts';
import { describeRefundPolicy } from '../../domain/refund-policy.ts';
import { posterPng } from '../../queries/posters/poster.ts';
import { findShow, listShows, type ShowView } from '../../queries/shows/playbill.ts';
import type { Visit } from '../context.ts';
import type { BotDeps } from '../deps.ts';
import { dateRows, eventRows, press, quantityRows, showRows, starsOf } from '../keyboards.ts';

/** Telegram keeps a picture that was sent once; later cards name it. */
const pictures = new Map<string, string>();

export async function sendPlaybill(visit: Visit, { readers }: BotDeps, page: number, edit: boolean): Promise<void> {
  const shows = await listShows(readers.public());
  if (shows.length === 0) return void (await visit.reply(visit.words.noShows));
  const markup = { inline_keyboard: eventRows(shows, page, visit.language, visit.words) };
  if (edit) await visit.editMessageReplyMarkup(markup);
  else await visit.reply(visit.words.playbillTitle, { parse_mode: 'HTML', reply_markup: markup });
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

/** The card's next step: its buttons become quantities, then the price and the pay button. */
export async function chooseType(visit: Visit, { readers }: BotDeps, code: string, position: number): Promise<void> {
  const found = await offered(visit, readers, code, position);
  if (!found) return;
  const { show, type } = found;
  const caption = `${captionOf(show, visit)}\n\n<b>${escapeHtml(visit.words.howMany(type.name[visit.language]))}</b>`;
  await editCard(visit, caption, quantityRows(code, position, Math.min(type.left, maxTicketsAnOrder), visit.words));
}

export async function chooseQuantity(
  visit: Visit,
  { readers }: BotDeps,
  code: string,
  position: number,
  quantity: number,
): Promise<void> {
  const found = await offered(visit, readers, code, position);
  if (!found) return;
  const { show, type, unit } = found;
  const total = formatMoney({ ...unit, amount: unit.amount * quantity }, visit.language);
  const nonce = Date.now().toString(36);
  const caption = `${captionOf(show, visit)}\n\n${visit.words.summary(quantity, escapeHtml(type.name[visit.language]), total, show.holdMinutes)}`;
  await editCard(visit, caption, [
    [press(visit.words.pay(total), { kind: 'pay', code, position, quantity, nonce })],
    [press(visit.words.back, { kind: 'type', code, position })],
  ]);
}

export async function showDates(visit: Visit, { readers }: BotDeps, code: string): Promise<void> {
  const show = await findShow(readers.public(), code);
  if (!show) return void (await visit.reply(visit.words.gone));
  await visit.editMessageReplyMarkup({ inline_keyboard: dateRows(code, show.otherDates, visit.language, visit.words) });
}

export async function offered(visit: Visit, readers: BotDeps['readers'], code: string, position: number) {
  const show = await findShow(readers.public(), code);
  const type = show?.ticketTypes.find((candidate) => candidate.position === position);
  const unit = type && starsOf(type.prices);
  if (show?.onSale && type && type.left > 0 && unit) return { show, type, unit };
  await visit.reply(visit.explain(show?.onSale ? 'SoldOut' : 'NotOnSale'), { parse_mode: 'HTML' });
  return undefined;
}

/** A second press of the same button finds the card as it should be: that is no error. */
async function editCard(visit: Visit, caption: string, rows: ReturnType<typeof quantityRows>): Promise<void> {
  await visit
    .editMessageCaption(caption, { parse_mode: 'HTML', reply_markup: { inline_keyboard: rows } })
    .catch((error: unknown) => {
      if (!/message is not modified/.test(String(error))) throw error;
    });
}

function captionOf(show: ShowView, { language, words }: Visit): string {
  const { production } = show;
  const state = !show.onSale
    ? show.seatsLeft === 0
      ? words.soldOut
      : words.notOnSale
    : show.seatsLeft <= 20
      ? words.left(show.seatsLeft)
      : undefined;
  return [
    `<b>${escapeHtml(production.title[language])}</b>`,
    escapeHtml(`${production.author[language]} · ${production.theatre[language]}`),
    `${formatShowTime(new Date(show.startsAt), show.timeZone, language)} (${cityOf(show.timeZone, language)})`,
    [words.kinds[show.kind], words.minutes(production.minutes), `${production.ageLimit}+`, ...(state ? [state] : [])].join(' · '),
    '',
    escapeHtml(production.description[language]),
    '',
    describeRefundPolicy(show.refundPolicy, language),
  ].join('\n');
}
