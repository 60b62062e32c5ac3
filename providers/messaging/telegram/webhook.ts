/** What Telegram signs: Mini App data and webhook calls. https://core.telegram.org/bots/webapps#validating-data-received-via-the-mini-app */
import { createHmac, timingSafeEqual } from 'node:crypto';

export type TelegramUser = { id: number; firstName: string; lastName?: string; languageCode?: string };
export type InitData = { user: TelegramUser; startParam?: string; authDate: Date };

/** Seconds that Mini App data stays good after it was signed, and that a clock may be ahead. */
const freshFor = 24 * 3600;
const ahead = 300;

/** @returns undefined for whatever was not signed with this bot's token, is stale, from the future, or names nobody. */
export function verifyInitData(initData: string, botToken: string, now = Date.now()): InitData | undefined {
  const fields = new URLSearchParams(initData);
  const hash = fields.get('hash') ?? '';
  const names = [...fields.keys()];
  // A field that stands twice could be read one way here and another there; Buffer would overlook what follows a hash.
  if (new Set(names).size !== names.length || !/^[0-9a-f]{64}$/.test(hash)) return undefined;
  const text = names
    .filter((name) => name !== 'hash')
    .sort()
    .map((name) => `${name}=${fields.get(name)}`)
    .join('\n');
  const secret = createHmac('sha256', 'WebAppData').update(botToken).digest();
  if (!sameBytes(createHmac('sha256', secret).update(text).digest(), Buffer.from(hash, 'hex'))) return undefined;

  const authDate = Number(fields.get('auth_date'));
  const age = now / 1000 - authDate;
  if (!Number.isSafeInteger(authDate) || age > freshFor || age < -ahead) return undefined;
  const user = userOf(fields.get('user'));
  const startParam = fields.get('start_param');
  return user && { user, authDate: new Date(authDate * 1000), ...(startParam ? { startParam } : {}) };
}

function userOf(json: string | null): TelegramUser | undefined {
  try {
    const user = JSON.parse(json ?? '') as { id?: unknown; first_name?: unknown; last_name?: unknown; language_code?: unknown };
    if (!Number.isSafeInteger(user.id)) return undefined;
    return {
      id: user.id as number,
      firstName: typeof user.first_name === 'string' ? user.first_name : '',
      ...(typeof user.last_name === 'string' ? { lastName: user.last_name } : {}),
      ...(typeof user.language_code === 'string' ? { languageCode: user.language_code } : {}),
    };
  } catch {
    return undefined;
  }
}

/** The header that Telegram repeats from setWebhook. */
export const isFromTelegram = (header: string | undefined, secret: string): boolean =>
  sameBytes(Buffer.from(secret), Buffer.from(header ?? ''));

const sameBytes = (expected: Buffer, given: Buffer): boolean =>
  expected.length === given.length && timingSafeEqual(expected, given);
