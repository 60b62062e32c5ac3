/** Does Telegram know the bot, and where does it send what people write? */
import { TelegramError } from 'telegraf';
import { accountsFrom } from '../../providers/accounts.ts';
import { cancellable, telegramOf } from '../../providers/messaging/telegram/client.ts';
import { type Check, type Finding, lonely, silence } from './finding.ts';

const variable = 'TELEGRAM_BOT_TOKEN';

export const telegram: Check = {
  variables: [variable, 'TELEGRAM_API_ROOT', 'TELEGRAM_MODE', 'PUBLIC_URL'],
  needs: { key: variable, others: ['TELEGRAM_API_ROOT'] },
  async examine(environment, patience) {
    const account = accountsFrom(environment).telegram['platform'];
    if (!account) return [lonely(variable)];
    const bot = telegramOf(account);
    const options = () => cancellable(AbortSignal.timeout(patience));
    try {
      const { username } = await bot.callApi('getMe', {}, options());
      const { url = '', last_error_message: trouble } = await bot.callApi('getWebhookInfo', {}, options());
      const what = { en: `@${username} (${environment.TELEGRAM_MODE})`, ru: `@${username} (${environment.TELEGRAM_MODE})` };
      return [{ variable, state: 'works', what }, ...webhook(url, trouble, environment)];
    } catch (error) {
      if (error instanceof TelegramError && [401, 404].includes(error.code))
        return [
          {
            ...{ variable, state: 'fails' },
            what: { en: 'Telegram does not know this token', ru: 'Telegram не знает такого токена' },
            mend: {
              en: 'ask @BotFather: /mybots → API Token; a revoked one never works again',
              ru: 'спросите @BotFather: /mybots → API Token; отозванный больше не заработает',
            },
          },
        ];
      const why = error instanceof TelegramError ? { en: `it says ${error.code}`, ru: `отвечает ${error.code}` } : silence(error);
      return [
        {
          ...{ variable, state: 'fails' },
          what: { en: `Telegram gave no answer: ${why.en}`, ru: `Telegram не ответил: ${why.ru}` },
          mend: {
            en: 'let this machine reach api.telegram.org, or set TELEGRAM_API_ROOT to a Bot API server that it reaches',
            ru: 'откройте этой машине api.telegram.org или укажите в TELEGRAM_API_ROOT доступный сервер Bot API',
          },
        },
      ];
    }
  },
};

type Mode = Parameters<Check['examine']>[0];

/** One token has one listener: somebody else's webhook is a second installation that would lose its messages to us. */
function webhook(url: string, trouble: string | undefined, { TELEGRAM_MODE, PUBLIC_URL }: Mode): Finding[] {
  const ours = PUBLIC_URL && new URL('/webhooks/telegram/platform', PUBLIC_URL).href;
  const foreign = url !== '' && url !== ours;
  const host = foreign ? new URL(url).host : '';
  return [
    ...(foreign || (url !== '' && TELEGRAM_MODE === 'polling')
      ? [
          {
            ...{ variable, state: 'look' as const },
            what: {
              en: `its messages go to ${host || 'a webhook of this house'} now; a start takes them over`,
              ru: `сейчас её сообщения идут на ${host || 'вебхук этого дома'}; запуск заберёт их себе`,
            },
          },
        ]
      : []),
    ...(trouble && !foreign && TELEGRAM_MODE === 'webhook'
      ? [
          {
            ...{ variable, state: 'look' as const },
            what: {
              en: `its last call to our webhook failed: ${trouble}`,
              ru: `последний вызов нашего вебхука не удался: ${trouble}`,
            },
          },
        ]
      : []),
  ];
}
