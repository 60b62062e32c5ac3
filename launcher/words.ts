/** What the launcher says, in English and Russian. */
import type { Addresses } from './settings.ts';

export interface Words {
  readonly unknownArguments: (given: readonly string[]) => string;
  readonly usage: string;
  readonly cannotStart: string;
  readonly stopping: string;
  readonly stopped: string;
  readonly leftovers: (parts: readonly string[]) => string;
  readonly died: (part: string, pause: number, reason: string | undefined) => string;
  /** @param errors what its log itself calls an error; none when it does not */
  readonly diesOften: (part: string, log: string, errors: readonly string[]) => string;
  readonly itsLog: (log: string) => string;
  readonly back: (part: string) => string;
  readonly up: (seconds: string) => string;
  readonly addresses: (addresses: Addresses) => (readonly [string, string | undefined])[];
  readonly tryTitle: string;
  readonly tries: (addresses: Addresses) => string[];
  readonly folder: (path: string) => string;
}

/** Somebody's pretend phone, where Telegram is pretend: the owner of the sample theatre, a viewer who speaks English. */
const phoneOf = (person: 1001 | 2002, { phone, sandboxPublic }: Addresses) => phone && `${sandboxPublic}/phone?person=${person}`;

const en: Words = {
  unknownArguments: (given) => `npm start does not know ${given.join(' ')}. Nothing was started.`,
  usage: [
    'It knows:',
    '  npm start             everything that Rampa needs, on this machine, until Ctrl-C',
    '  npm start -- --help   these words',
    '',
    'Settings are variables: PORT=4000 npm start, or lines of a file .env. All of them: .env.example',
    'Beside it: npm run demo plays an evening, npm run doctor tries the keys that are set.',
  ].join('\n'),
  cannotStart: 'Rampa cannot start:',
  stopping: 'Stopping: requests first, then the work in hand, then the data. Ctrl-C again stops at once.',
  stopped: 'Everything is stopped. The next start finds its data.',
  leftovers: (parts) => `An earlier start was killed; stopped what it left running: ${parts.join(', ')}`,
  died: (part, pause, reason) =>
    `${part} stopped by itself${reason ? ` (${reason})` : ''}; starting it again in ${pause / 1000} s`,
  diesOften: (part, log, errors) =>
    `${part} keeps stopping. ${errors.length > 0 ? `It says: ${errors.join(' ⏎ ')}. ` : ''}Its log: ${log}`,
  itsLog: (log) => `  Its log: ${log}`,
  back: (part) => `${part} is back`,
  up: (seconds) => `Rampa is up after ${seconds} s.`,
  addresses: (a) => [
    ['Playbill', a.publicUrl],
    ['Pretend Telegram', phoneOf(2002, a)],
    ["Organiser's phone", phoneOf(1001, a)],
    ['Pretend mailbox', a.mail],
    ['Temporal UI', a.temporalUi],
    ['API reference', a.apiReference],
    ['OpenAPI', a.openapi],
    ['Pictures from OBS', a.rtmp],
    ['Metrics', [a.metrics, a.workerMetrics, a.mediaMetrics].filter(Boolean).join(', ')],
  ],
  tryTitle: 'In 60 seconds',
  tries: (a) => [
    ...(a.phone ? ['Open the pretend Telegram, send /start, choose a show and buy a ticket: the money is pretend too.'] : []),
    'Open the playbill and buy a seat in the browser.',
    'Open your order in the Temporal UI (its page on the web links to it): it waits for the curtain.',
    ...(a.phone
      ? ["Be the organiser (person 1001): “Sign in” on the web, say yes on the organiser's phone, open “My shows”."]
      : []),
    ...(a.phone ? ['Or watch a whole evening happen: npm run demo, in another terminal.'] : []),
  ],
  folder: (path) => `Data and logs: ${path}. Ctrl-C stops everything.`,
};

const ru: Words = {
  unknownArguments: (given) => `npm start не знает ${given.join(' ')}. Ничего не запущено.`,
  usage: [
    'Он знает:',
    '  npm start             всё, что нужно Рампе, на этой машине, до Ctrl-C',
    '  npm start -- --help   эти слова',
    '',
    'Настройки — переменные: PORT=4000 npm start или строки файла .env. Все они: .env.example',
    'Рядом: npm run demo играет вечер, npm run doctor проверяет заданные ключи.',
  ].join('\n'),
  cannotStart: 'Рампа не может начать:',
  stopping: 'Останавливаемся: сначала запросы, потом начатая работа, потом данные. Ещё раз Ctrl-C: остановиться сразу.',
  stopped: 'Всё остановлено. Следующий запуск найдёт свои данные.',
  leftovers: (parts) => `Прошлый запуск был прерван; остановлено то, что от него осталось: ${parts.join(', ')}`,
  died: (part, pause, reason) =>
    `${part}: остановился сам${reason ? ` (${reason})` : ''}; запустится снова через ${pause / 1000} с`,
  diesOften: (part, log, errors) =>
    `${part}: останавливается раз за разом. ${errors.length > 0 ? `Говорит: ${errors.join(' ⏎ ')}. ` : ''}Его журнал: ${log}`,
  itsLog: (log) => `  Его журнал: ${log}`,
  back: (part) => `${part}: снова работает`,
  up: (seconds) => `Рампа зажжена за ${seconds} с.`,
  addresses: (a) => [
    ['Афиша', a.publicUrl],
    ['Учебный Telegram', a.phone],
    ['Телефон организатора', phoneOf(1001, a)],
    ['Учебная почта', a.mail],
    ['Temporal UI', a.temporalUi],
    ['Справочник API', a.apiReference],
    ['OpenAPI', a.openapi],
    ['Видео из OBS', a.rtmp],
    ['Метрики', [a.metrics, a.workerMetrics, a.mediaMetrics].filter(Boolean).join(', ')],
  ],
  tryTitle: 'За 60 секунд',
  tries: (a) => [
    ...(a.phone ? ['Откройте учебный Telegram, отправьте /start, выберите показ и купите билет: деньги тоже учебные.'] : []),
    'Откройте афишу и купите место в браузере.',
    'Откройте свой заказ в Temporal UI (ссылка — на странице заказа): он ждёт занавеса.',
    ...(a.phone
      ? ['Побудьте организатором (человек 1001): «Войти» на сайте, «да» на телефоне организатора, затем «Мои показы».']
      : []),
    ...(a.phone ? ['Или посмотрите целый вечер: npm run demo в другом окне.'] : []),
  ],
  folder: (path) => `Данные и журналы: ${path}. Ctrl-C остановит всё.`,
};

/** By the same variables, in the same order, as every other program of the terminal. */
export function chooseWords(env: Record<string, string | undefined>): Words {
  const language = env['LC_ALL'] || env['LC_MESSAGES'] || env['LANG'] || '';
  return /^ru(_|-|\.|$)/i.test(language) ? ru : en;
}
