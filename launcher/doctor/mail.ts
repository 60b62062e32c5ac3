/** Does the mail server greet us and let us in? No letter is sent. */
import { greetMailServer } from '../../providers/messaging/email/mailer.ts';
import { type Check, silence } from './finding.ts';

const variable = 'SMTP_URL';

export const mail: Check = {
  variables: [variable, 'MAIL_FROM'],
  async examine({ SMTP_URL, MAIL_FROM }, patience) {
    if (!SMTP_URL) return [];
    try {
      await greetMailServer({ url: SMTP_URL, silenceMs: patience });
      const from = MAIL_FROM.replace(/^.*<|>$/g, '');
      // Without a name of our own that is said apart.
      const named = !from.endsWith('@localhost');
      const what = {
        en: `lets us in${named ? `; whether it sends as ${from} only a letter shows` : ''}`,
        ru: `впускает нас${named ? `; отправляет ли он от имени ${from}, покажет только письмо` : ''}`,
      };
      return [{ variable, state: 'works', what }];
    } catch (error) {
      // The package's own codes: EAUTH says no to us, ETLS that it speaks no TLS where a password would travel.
      const { code } = error as { code?: string };
      if (code === 'EAUTH')
        return [
          {
            ...{ variable, state: 'fails' },
            what: { en: 'the mail server does not let us in', ru: 'почтовый сервер нас не впускает' },
            mend: {
              en: 'check user and password; a character like @ in them is written %40',
              ru: 'проверьте имя и пароль; знак вроде @ в них пишется %40',
            },
          },
        ];
      const why = code === 'ETLS' ? { en: 'it speaks no TLS', ru: 'он не умеет TLS' } : silence(error);
      return [
        {
          ...{ variable, state: 'fails' },
          what: { en: `the mail server gives no answer: ${why.en}`, ru: `почтовый сервер не отвечает: ${why.ru}` },
          mend: {
            en: 'check host and port (465 with smtps://, 587 with smtp://); many hosters close port 25',
            ru: 'проверьте адрес и порт (465 с smtps://, 587 с smtp://); порт 25 у многих хостеров закрыт',
          },
        },
      ];
    }
  },
};
