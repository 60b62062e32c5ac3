/** The examination as a table. No secret is in it, whatever a partner's words repeat. */
import type { Examination } from './examine.ts';
import type { Finding, Given, Said } from './finding.ts';

type Language = keyof Said;

const signs = { works: '✓', look: '!', fails: '✗' } as const;
const words = {
  en: {
    nothing: 'No key is set: every partner is a stand-in, every part our own. There is nothing to try.',
    unset: 'Not set, so a stand-in or a part of our own does it:',
    noAddress: 'PUBLIC_URL is not set: links lead to this machine alone, and no partner can call it.',
    well: 'Every key that is set works.',
    ill: (count: number) => `${count} of what is set ${count === 1 ? 'does' : 'do'} not work.`,
  },
  ru: {
    nothing: 'Ни один ключ не задан: вместо партнёров работают заглушки. Пробовать нечего.',
    unset: 'Не задано, работают заглушки или свои части:',
    noAddress: 'PUBLIC_URL не задан: ссылки ведут только на эту машину, и ни один партнёр её не вызовет.',
    well: 'Всё, что задано, работает.',
    ill: (count: number) => `Не работает: ${count}.`,
  },
} as const;

export function report({ findings, unset }: Examination, given: Given, language: Language): string {
  const say = words[language];
  if (findings.length === 0) return say.nothing;
  const width = Math.max(...findings.map(({ variable }) => variable.length));
  const line = ({ variable, state, what, mend }: Finding) =>
    [
      `  ${signs[state]} ${variable.padEnd(width)}  ${what[language]}`,
      ...(mend && state !== 'works' ? [`    ${' '.repeat(width)}  → ${mend[language]}`] : []),
    ].join('\n');
  const ill = findings.filter(({ state }) => state === 'fails').length;
  // An address of our own: nobody stands in for it.
  const standIns = unset.filter((name) => name !== 'PUBLIC_URL');
  const text = [
    ...['', ...findings.map(line)],
    ...(standIns.length > 0 ? ['', `${say.unset} ${standIns.join(', ')}`] : []),
    ...(unset.includes('PUBLIC_URL') ? ['', say.noAddress] : []),
    ...['', ill === 0 ? say.well : say.ill(ill), ''],
  ].join('\n');
  return secretsOf(given).reduce((safe, secret) => safe.replaceAll(secret, '•••'), text);
}

const SECRET = [
  'TELEGRAM_BOT_TOKEN',
  'STRIPE_SECRET_KEY',
  'STRIPE_WEBHOOK_SECRET',
  'YOOKASSA_SECRET_KEY',
  'MEDIAMTX_SECRET',
  'IVS_PLAYBACK_KEY',
  'IVS_EVENTBRIDGE_SECRET',
  'IVS_RECORDINGS_SECRET',
  'DATABASE_URL',
  'SMTP_URL',
];

/** Of an address its password, as it is written and as it is meant. */
function secretsOf(given: Given): string[] {
  return SECRET.flatMap((name) => {
    const value = given[name];
    if (!value) return [];
    if (!name.endsWith('_URL')) return [value];
    const written = URL.canParse(value) ? new URL(value).password : '';
    return [value, written, decoded(written)];
  })
    .filter((secret) => secret.length > 3)
    .sort((one, other) => other.length - one.length);
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
