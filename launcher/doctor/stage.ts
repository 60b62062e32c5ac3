/** Does whoever carries immersive shows know us? Asked by a read that changes nothing. */
import { type LiveKitTrial, tryLiveKit } from '../../providers/stage/livekit/trial.ts';
import { type Check, type Environment, type Finding, type Said, silence } from './finding.ts';

export const stage: Check = {
  variables: [
    ...(['STAGE_PROVIDER', 'LIVEKIT_URL', 'LIVEKIT_API_KEY', 'LIVEKIT_API_SECRET', 'LIVEKIT_PUBLIC_URL'] as const),
    ...['AWS_REGION', 'IVS_STAGE_KEY', 'IVS_STAGE_ENDPOINT', 'IVS_EVENTBRIDGE_SECRET'],
    // From its pages nothing but wss:// is reached.
    'PUBLIC_URL',
  ],
  needs: { key: 'LIVEKIT_API_SECRET', others: ['LIVEKIT_URL'] },
  async examine(environment, patience) {
    if (environment.STAGE_PROVIDER === 'none') return [];
    if (environment.STAGE_PROVIDER === 'ivs-realtime') return [...(environment.IVS_STAGE_KEY ? [ivs] : []), unseen];
    return environment.LIVEKIT_URL ? another(environment, patience) : own(environment);
  },
};

const found = (variable: string, state: Finding['state'], what: Said, mend?: Said): Finding => ({
  ...{ variable, state, what },
  ...(mend ? { mend } : {}),
});

function own({ LIVEKIT_PUBLIC_URL, PUBLIC_URL }: Environment): Finding[] {
  const what = { en: 'npm start brings a LiveKit of our own', ru: 'npm start поднимает собственный LiveKit' };
  const unreached = PUBLIC_URL?.startsWith('https:') && !LIVEKIT_PUBLIC_URL;
  return [found('STAGE_PROVIDER', 'works', what), ...(unreached ? [notReached] : [])];
}

const notReached = found(
  'LIVEKIT_PUBLIC_URL',
  'look',
  {
    en: 'is not set: browsers look for the stage on their own machine',
    ru: 'не задан: браузеры будут искать сцену на своей машине',
  },
  {
    en: 'wss:// and the name under which your proxy leads to STAGE_PORT; only immersive shows need it',
    ru: 'wss:// и имя, под которым ваш прокси ведёт на STAGE_PORT; нужно только иммерсивным показам',
  },
);

async function another(environment: Environment, patience: number): Promise<Finding[]> {
  const { LIVEKIT_URL: url, LIVEKIT_API_KEY: apiKey, LIVEKIT_API_SECRET: apiSecret } = environment;
  // What is missing has been told.
  if (!url || !apiKey || !apiSecret) return [];
  try {
    return [verdicts[await tryLiveKit({ url, apiKey, apiSecret }, AbortSignal.timeout(patience))], webhooks];
  } catch (error) {
    const why = silence(error);
    return [
      found(
        'LIVEKIT_URL',
        'fails',
        { en: `LiveKit gives no answer: ${why.en}`, ru: `LiveKit не отвечает: ${why.ru}` },
        { en: 'check the address, and that this machine reaches it', ru: 'проверьте адрес и доступ к нему с этой машины' },
      ),
    ];
  }
}

const verdicts: Record<LiveKitTrial, Finding> = {
  works: found('LIVEKIT_URL', 'works', { en: 'LiveKit lets us in', ru: 'LiveKit нас впускает' }),
  stranger: found(
    'LIVEKIT_API_SECRET',
    'fails',
    { en: 'LiveKit does not know this pair of key and secret', ru: 'LiveKit не знает этой пары ключа и секрета' },
    {
      en: 'LIVEKIT_API_KEY and LIVEKIT_API_SECRET as they stand under keys: in its configuration, or in LiveKit Cloud under Settings → Keys; its clock must be right too',
      ru: 'LIVEKIT_API_KEY и LIVEKIT_API_SECRET — те, что в keys: её настроек или в LiveKit Cloud, Settings → Keys; часы тоже должны идти верно',
    },
  ),
  another: found(
    'LIVEKIT_URL',
    'fails',
    { en: 'somebody else answers there', ru: 'там отвечает кто-то другой' },
    { en: 'the address of LiveKit itself, without a path', ru: 'адрес самого LiveKit, без пути' },
  ),
};

const webhooks = found(
  'LIVEKIT_API_KEY',
  'look',
  {
    en: 'whether it tells us what happens in the rooms only an event shows',
    ru: 'сообщает ли он нам о событиях в комнатах, покажет только событие',
  },
  {
    en: 'webhook: { api_key: LIVEKIT_API_KEY, urls: [PUBLIC_URL/webhooks/media/livekit] } in its configuration, or Settings → Webhooks in LiveKit Cloud',
    ru: 'webhook: { api_key: LIVEKIT_API_KEY, urls: [PUBLIC_URL/webhooks/media/livekit] } в его настройках или Settings → Webhooks в LiveKit Cloud',
  },
);

const unseen = found(
  'STAGE_PROVIDER',
  'look',
  {
    en: 'the watch page does not open rooms of IVS real-time yet: an immersive show will have no viewers',
    ru: 'страница просмотра пока не открывает сцены IVS real-time: зрителей у иммерсивного показа не будет',
  },
  { en: 'STAGE_PROVIDER=livekit, before tickets are sold', ru: 'STAGE_PROVIDER=livekit, пока билеты не проданы' },
);

const ivs = found(
  'IVS_STAGE_KEY',
  'look',
  {
    en: 'has the right form; whether IVS real-time has its public half only an entrance shows',
    ru: 'по виду верно; есть ли у IVS real-time его открытая половина, покажет только вход',
  },
  {
    en: 'aws ivs-realtime import-public-key --public-key-material "$(openssl pkey -pubout …)"',
    ru: 'aws ivs-realtime import-public-key --public-key-material "$(openssl pkey -pubout …)"',
  },
);
