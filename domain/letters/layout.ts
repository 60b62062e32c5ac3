/** The one layout of all letters: brand, title, blocks, why it came; and its twin in plain text. */
import { blockHtml } from './blocks-html.ts';
import { blockText } from './blocks-text.ts';
import type { Composition, InBoth, Letterhead, WrittenLetter } from './letter.ts';
import { colours, styles } from './look.ts';
import { html, plain, webAddress } from './plain.ts';

const house: InBoth<{ name: string; tagline: string; unanswered: string }> = {
  ru: { name: 'Рампа', tagline: 'онлайн-театр', unanswered: 'На это письмо никто не ответит: его отправила программа.' },
  en: { name: 'Rampa', tagline: 'online theatre', unanswered: 'Nobody reads replies to this letter: a program sent it.' },
};

// Keeps a mailbox from showing the letter's first lines behind the preheader.
const BLANK = '\u034f\u200c\u00a0'.repeat(60);

export function writeLetter({ language, siteUrl }: Letterhead, letter: Composition): WrittenLetter {
  const { title, blocks, because, attachments = [] } = letter;
  const { name, tagline, unanswered } = house[language];
  const site = webAddress(siteUrl);
  const subject = plain(letter.subject);
  const text = [title, ...blocks.map(blockText), `--\n${because} ${unanswered}\n${name}, ${tagline}: ${site}`].join('\n\n');
  const body = `<!doctype html>
<html lang="${language}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1">
<meta name="color-scheme" content="light only"><meta name="supported-color-schemes" content="light only">
<meta name="format-detection" content="telephone=no,date=no,address=no,email=no"><title>${html(subject)}</title>
<style>@media(max-width:520px){.sheet{padding:26px 20px 14px!important}.edge{padding-left:20px!important;padding-right:20px!important}.qr{width:200px!important;height:200px!important}.wide{width:100%!important}.half{display:block!important;padding:12px 0!important}.outer{padding:0!important}.round{border-radius:0!important}}</style></head>
<body style="margin:0;padding:0;background:${colours.page};-webkit-text-size-adjust:100%">
<div style="display:none;max-height:0;overflow:hidden;mso-hide:all">${html(plain(letter.preheader))}${BLANK}</div>
<table role="presentation" width="100%" cellpadding="0" cellspacing="0" border="0" bgcolor="${colours.page}"><tr><td class="outer" align="center" style="padding:28px 12px">
<table role="presentation" width="100%" cellpadding="0" cellspacing="0" border="0" style="max-width:600px">
<tr><td class="round edge" bgcolor="${colours.night}" style="padding:22px 32px;border-radius:20px 20px 0 0;border-bottom:4px solid ${colours.amber}"><a href="${html(site)}" style="${styles.brand}">${name}</a><span style="${styles.tagline}">&ensp;${tagline}</span></td></tr>
<tr><td class="sheet round" bgcolor="${colours.paper}" style="padding:34px 32px 20px;border-radius:0 0 20px 20px">
<h1 style="${styles.title}">${html(title)}</h1>
${blocks.map(blockHtml).join('\n')}
</td></tr>
<tr><td class="edge" style="padding:20px 32px 28px;${styles.small}">${html(because)} ${html(unanswered)}</td></tr>
</table></td></tr></table></body></html>
`;
  return { subject, html: body, text: `${text}\n`, attachments };
}
