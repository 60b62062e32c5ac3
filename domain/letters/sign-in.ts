/** The letter with a link that signs its reader in. */
import { escapeHtml } from '../html.ts';
import type { Language } from '../language.ts';

const words = {
  ru: {
    subject: 'Вход в онлайн-театр «Рампа»',
    lead: 'Кто-то, надеемся, вы, входит с этим адресом на сайт онлайн-театра «Рампа».',
    button: 'Войти на сайт',
    note: 'Ссылка действует 15 минут и только один раз. Если входили не вы, ничего не делайте: без этого письма на сайт никто не войдёт.',
  },
  en: {
    subject: 'Sign in to Rampa, the online theatre',
    lead: 'Somebody, we hope it is you, is signing in to Rampa, the online theatre, with this address.',
    button: 'Sign in',
    note: 'The link works once, within 15 minutes. If it was not you, do nothing: nobody gets in without this letter.',
  },
} satisfies Record<Language, Record<string, string>>;

export type SignInLetter = { url: string; language: Language };

export function signInLetter({ url, language }: SignInLetter): { subject: string; html: string; text: string } {
  const { subject, lead, button, note } = words[language];
  const href = escapeHtml(url).replaceAll('"', '&quot;');
  const html = `<!doctype html><html lang="${language}"><head><meta charset="utf-8"><title>${subject}</title></head>
<body style="margin:0;padding:24px;background:#100c14;color:#f3ece0;font:16px/1.5 Georgia,serif">
<div style="max-width:520px;margin:0 auto">
<p>${lead}</p>
<p style="margin:28px 0"><a href="${href}" style="display:inline-block;padding:14px 28px;border-radius:6px;background:#e8b04a;color:#100c14;text-decoration:none;font-weight:bold">${button}</a></p>
<p style="color:#b8ab9c;font-size:14px">${note}</p>
<p style="color:#b8ab9c;font-size:12px;word-break:break-all">${href}</p>
</div></body></html>`;
  return { subject, html, text: `${lead}\n\n${button}:\n${url}\n\n${note}\n` };
}
