/** Blocks as HTML: tables and inline styles, because mail programs know little else. */
import type { Block } from './letter.ts';
import { colours, styles } from './look.ts';
import { html, webAddress } from './plain.ts';

const href = (url: string): string => html(webAddress(url));
const table = (attributes: string, inside: string): string =>
  `<table role="presentation" cellpadding="0" cellspacing="0" border="0" ${attributes}>${inside}</table>`;

export function blockHtml(block: Block): string {
  switch (block.kind) {
    case 'words':
      return `<p style="${styles.words}">${html(whole(block.text))}</p>`;
    case 'note':
      return `<p style="${styles.note}">${html(whole(block.text))}</p>`;
    case 'facts':
      return table('width="100%" style="margin:0 0 20px"', block.rows.map(factHtml).join(''));
    case 'button':
      return table(
        'class="wide" style="margin:8px 0 22px"',
        `<tr><td bgcolor="${colours.amber}" style="border-radius:14px"><a href="${href(block.url)}" style="${styles.button}">${html(block.label)}</a></td></tr>`,
      );
    case 'link':
      return `<p style="margin:0 0 16px"><a href="${href(block.url)}" style="${styles.link}">${html(block.label)}</a></p>`;
    case 'code':
      return `<p style="${styles.note}">${html(block.label)}</p><p style="margin:0 0 24px;${styles.code}">${html(block.code)}</p>`;
    case 'choices':
      return `<p style="${styles.words}">${html(block.label)}</p>${table('width="100%" style="margin:0 0 22px;table-layout:fixed"', `<tr>${block.choices.map(choiceHtml).join('')}</tr>`)}`;
    case 'ticket':
      return ticketHtml(block);
  }
}

/** Neither a dash nor a sign of per cent begins a line. */
const whole = (text: string): string => text.replaceAll(/ (?=[—%])/g, '\u00a0');

const factHtml = ({ label, value, was }: { label: string; value: string; was?: boolean }): string =>
  `<tr><td style="${styles.label}">${html(label)}</td><td width="100%" style="${styles.value}${was ? `;${styles.was}` : ''}">${html(value)}</td></tr>`;

const choiceHtml = ({ label, url }: { label: string; url: string }): string =>
  `<td style="padding:0 3px"><a href="${href(url)}" style="display:block;padding:15px 0;border-radius:12px;background:${colours.amber};font-weight:600;${styles.link};color:${colours.amberInk};text-align:center;text-decoration:none">${html(label)}</a></td>`;

/** The code and its words stand side by side where there is room, one above the other on a phone. */
function ticketHtml({ number, numberLabel, typeName, cid, hint, link }: Extract<Block, { kind: 'ticket' }>): string {
  const picture = `<div class="half" style="display:inline-block;vertical-align:middle;padding:10px 20px 10px 0"><img class="qr" src="cid:${html(cid)}" width="168" height="168" alt="${html(`${numberLabel} ${number}`)}" style="display:block;border:0;border-radius:10px;background:#fff"></div>`;
  const words = `<div class="half" style="display:inline-block;vertical-align:middle;padding:10px 0;max-width:280px"><div style="${styles.type}">${html(typeName)}</div><div style="padding-top:10px;${styles.small}">${html(numberLabel)}</div><div style="${styles.number}">${html(number)}</div><div style="padding-top:10px;${styles.small}">${html(hint)}</div>${link ? `<div style="padding-top:8px"><a href="${href(link.url)}" style="${styles.link};font-size:15px">${html(link.label)}</a></div>` : ''}</div>`;
  return table(
    'width="100%" style="margin:0 0 18px"',
    `<tr><td bgcolor="${colours.ticket}" style="padding:10px 22px;border:1px solid ${colours.rim};border-radius:16px;font-size:0">${picture}${words}</td></tr>`,
  );
}
