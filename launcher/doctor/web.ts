/** Is it us who answer where people and partners are sent? Not a key: a house that does not run yet is no fault. */
import { type Check, silence } from './finding.ts';

const variable = 'PUBLIC_URL';

export const web: Check = {
  variables: [variable],
  async examine({ PUBLIC_URL }, patience) {
    if (!PUBLIC_URL) return [];
    try {
      const answer = await fetch(new URL('/healthz', PUBLIC_URL), { redirect: 'manual', signal: AbortSignal.timeout(patience) });
      const { status } = (await answer.json()) as { status?: string };
      if (answer.status !== 200 || status !== 'ok') throw Object.assign(new Error(), { code: `HTTP ${answer.status}` });
      return [{ variable, state: 'works', what: { en: 'the house answers there', ru: 'дом отвечает по этому адресу' } }];
    } catch (error) {
      const why = error instanceof SyntaxError ? { en: 'somebody else', ru: 'кто-то другой' } : silence(error);
      return [
        {
          ...{ variable, state: 'look' },
          what: { en: `the house does not answer there: ${why.en}`, ru: `дом там не отвечает: ${why.ru}` },
          mend: {
            en: 'start it; then check DNS, certificate and proxy: links in messages and webhooks go there',
            ru: 'запустите его; затем проверьте DNS, сертификат и прокси: туда ведут ссылки в сообщениях и вебхуки',
          },
        },
      ];
    }
  },
};
