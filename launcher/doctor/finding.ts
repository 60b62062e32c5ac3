/** What the doctor says of one variable, in the words of who runs the house. */
import { type Environment, type Fault, readEnvironment } from '../../domain/environment.ts';

export type Said = { readonly en: string; readonly ru: string };
/** `look`: nothing that stops the house, but somebody should know it. */
export type Finding = {
  readonly variable: string;
  readonly state: 'works' | 'fails' | 'look';
  readonly what: Said;
  readonly mend?: Said;
};
export type Given = Record<string, string | undefined>;
export type { Environment };
export type KeyName = 'TELEGRAM_BOT_TOKEN' | 'STRIPE_SECRET_KEY' | 'YOOKASSA_SECRET_KEY' | 'IVS_PLAYBACK_KEY';

/** One partner. Its own variables are parsed apart from all others, so that one misspelt port hides no wrong key. */
export interface Check {
  /** It is tried when the first of them is set. */
  readonly variables: readonly [string, ...string[]];
  /** Its key, and without what it is not tried: a key must not travel to another server than the one that was meant. */
  readonly needs?: { readonly key: KeyName; readonly others: readonly string[] };
  /** @param patience how long anybody may think about an answer, ms */
  examine(environment: Environment, patience: number): Promise<Finding[]>;
}

/** Those that cannot be read are told; the others are tried all the same. */
export async function examined({ variables, needs, examine }: Check, given: Given, patience: number): Promise<Finding[]> {
  const { environment, faults } = readEnvironment(Object.fromEntries(variables.map((name) => [name, given[name]])));
  const faulty = faults.map(({ variable }) => variable);
  const lacking = needs?.others.filter((name) => faulty.includes(name)) ?? [];
  const untried = needs && lacking.length > 0 && environment[needs.key] ? needs.key : undefined;
  const tried = untried ? { ...environment, [untried]: undefined } : environment;
  const found = await examine(tried, patience).catch((error: unknown): Finding[] => [
    { variable: variables[0], state: 'fails', what: unexpected(error) },
  ]);
  return [
    ...faultsOf(faults),
    ...(untried ? [notTried(untried, lacking)] : []),
    // To whoever tried they looked unset.
    ...found.filter(({ variable }) => !faulty.includes(variable) && variable !== untried),
  ];
}

export function faultsOf(faults: readonly Fault[]): Finding[] {
  return faults.map(({ variable, fault }) => ({
    variable,
    state: 'fails',
    what: { en: fault, ru: `так не читается: ${fault}` },
    mend: { en: '.env.example shows its form', ru: 'как она пишется, показано в .env.example' },
  }));
}

const notTried = (variable: string, lacking: readonly string[]): Finding => ({
  ...{ variable, state: 'look' },
  what: { en: `not tried: ${lacking.join(', ')} first`, ru: `не проверено: сначала ${lacking.join(', ')}` },
});

/** Another variable of the same partner is set, and means nothing alone. */
export const lonely = (variable: string): Finding => ({
  ...{ variable, state: 'fails' },
  what: {
    en: 'is missing, while another variable of its partner is set',
    ru: 'не задано, хотя другая переменная этого партнёра задана',
  },
});

const unexpected = (error: unknown): Said => {
  const { en, ru } = silence(error);
  return { en: `could not be tried: ${en}`, ru: `не удалось попробовать: ${ru}` };
};

const causes: Record<string, Said> = {
  ECONNREFUSED: { en: 'nobody listens there', ru: 'там никто не слушает' },
  ENOTFOUND: { en: 'there is no such host', ru: 'такого адреса нет' },
  EDNS: { en: 'there is no such host', ru: 'такого адреса нет' },
  ESOCKET: { en: 'no connection came about', ru: 'соединения не получилось' },
  EAI_AGAIN: { en: 'the name could not be looked up', ru: 'имя не удалось найти' },
  ECONNRESET: { en: 'the connection was broken', ru: 'соединение оборвалось' },
  ETIMEDOUT: { en: 'no answer in time', ru: 'ответа не было вовремя' },
  AbortError: { en: 'no answer in time', ru: 'ответа не было вовремя' },
  TimeoutError: { en: 'no answer in time', ru: 'ответа не было вовремя' },
};

/** Why nobody answered, from the code alone: the words of an HTTP client may hold the whole address, and with it a token. */
export function silence(error: unknown): Said {
  for (let one = error as (Error & { code?: unknown; detail?: unknown }) | undefined; one; one = one.cause as typeof one) {
    for (const name of [one.code, (one.detail as typeof one | undefined)?.code, one.name])
      if (typeof name === 'string' && causes[name]) return causes[name];
  }
  const { code, name } = error as { code?: unknown; name?: string };
  const word = String(code ?? name ?? 'unknown');
  return { en: word, ru: word };
}
