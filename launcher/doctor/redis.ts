/** Does the Redis answer through which servers tell each other what audiences say? */
import { Redis } from 'ioredis';
import { type Check, type Finding, type Said, silence } from './finding.ts';

const variable = 'REDIS_URL';

export const redis: Check = {
  variables: [variable],
  async examine({ REDIS_URL }, patience) {
    if (!REDIS_URL) return [];
    const asking = new Redis(REDIS_URL, { lazyConnect: true, connectTimeout: patience, retryStrategy: () => null });
    // The one word that says why comes by this way alone.
    let why: unknown;
    asking.on('error', (error) => {
      why ??= error;
    });
    try {
      await asking.connect();
      const [, version = ''] = /redis_version:(\S+)/.exec(await asking.info('server')) ?? [];
      return [{ variable, state: 'works', what: { en: `Redis ${version}`, ru: `Redis ${version}` } }];
    } catch (error) {
      return [refused((why ?? error) as Error)];
    } finally {
      asking.disconnect();
    }
  },
};

function refused(error: Error): Finding {
  if (/NOAUTH|WRONGPASS/.test(error.message))
    return fails({ en: 'it does not take this password', ru: 'пароль не подошёл' }, password);
  return fails(silence(error), { en: 'start it, and check host and port', ru: 'запустите его, проверьте адрес и порт' });
}

const fails = (what: Said, mend: Said): Finding => ({ variable, state: 'fails', what, mend });
const password: Said = {
  en: 'redis://:password@host:6379, as requirepass says it',
  ru: 'redis://:пароль@адрес:6379, как в requirepass',
};
