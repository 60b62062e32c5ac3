/** Does whoever carries the picture know us? Asked by reads that change nothing. */
import { ivsAccount, type mediaMtxAccount } from '../../providers/media/accounts.ts';
import { tryIvs } from '../../providers/media/ivs/trial.ts';
import { mediaMtxApi } from '../../providers/media/mediamtx/api.ts';
import { type Check, type Environment, type Finding, type Said, silence } from './finding.ts';

export const media: Check = {
  variables: [
    'MEDIA_PROVIDER',
    ...['MEDIAMTX_API_URL', 'MEDIAMTX_ARCHIVE_URL', 'MEDIAMTX_PLAYBACK_URL', 'MEDIAMTX_RECORDINGS_URL', 'MEDIAMTX_RTMP_URL'],
    ...['MEDIAMTX_WHIP_URL', 'MEDIAMTX_SECRET', 'AWS_REGION', 'IVS_PLAYBACK_KEY', 'IVS_EVENTBRIDGE_SECRET'],
    ...['IVS_RECORDING_CONFIGURATION_ARN', 'IVS_RECORDINGS_URL', 'IVS_RECORDINGS_SECRET', 'IVS_ENDPOINT'],
  ],
  needs: { key: 'IVS_PLAYBACK_KEY', others: ['IVS_ENDPOINT'] },
  async examine(environment, patience) {
    if (environment.MEDIA_PROVIDER === 'mediamtx') return mediaMtx(environment, patience);
    if (environment.MEDIA_PROVIDER === 'ivs') return ivs(environment, patience);
    const what = { en: 'our own server carries the picture', ru: 'картинку передаёт наш собственный сервер' };
    return [{ variable: 'MEDIA_PROVIDER', state: 'works', what }];
  },
};

const found = (variable: string, state: Finding['state'], what: Said, mend?: Said): Finding => ({
  ...{ variable, state, what },
  ...(mend ? { mend } : {}),
});

async function mediaMtx(environment: Environment, patience: number): Promise<Finding[]> {
  const variable = 'MEDIAMTX_API_URL';
  // What is missing has been told.
  const { MEDIAMTX_API_URL, MEDIAMTX_SECRET } = environment;
  if (!MEDIAMTX_API_URL || !MEDIAMTX_SECRET) return [];
  const account = { ...anyAccount, apiUrl: MEDIAMTX_API_URL, secret: MEDIAMTX_SECRET };
  try {
    const info = await mediaMtxApi(account).get<{ version?: string }>('/v3/info', AbortSignal.timeout(patience));
    const version = info?.version ?? '';
    if (/^v?\d+\.\d+/.test(version)) {
      const words = `MediaMTX ${version.slice(0, 20)}`;
      return [found(variable, 'works', { en: words, ru: words })];
    }
    return [found(variable, 'fails', { en: 'somebody else answers there', ru: 'там отвечает кто-то другой' })];
  } catch (error) {
    if (error instanceof Error && error.message.startsWith('MediaMTX 401'))
      return [
        found(
          variable,
          'look',
          { en: 'it does not let us in, or this house does not run', ru: 'он нас не впускает, или этот дом не запущен' },
          {
            en: 'it asks this house: MTX_AUTHHTTPADDRESS must lead to /webhooks/media/mediamtx/access, with MEDIAMTX_SECRET; start the house and try again',
            ru: 'он спрашивает этот дом: MTX_AUTHHTTPADDRESS должен вести на /webhooks/media/mediamtx/access с MEDIAMTX_SECRET; запустите дом и попробуйте ещё раз',
          },
        ),
      ];
    return [silent(variable, 'MediaMTX', error)];
  }
}

const anyAccount: ReturnType<typeof mediaMtxAccount> = {
  ...{ apiUrl: '', archiveUrl: '', playbackUrl: '', recordingsUrl: '', rtmpUrl: '', secret: '' },
};

const strangers = [
  'UnrecognizedClientException',
  'InvalidSignatureException',
  'ExpiredTokenException',
  'CredentialsProviderError',
];

async function ivs(environment: Environment, patience: number): Promise<Finding[]> {
  const variable = 'AWS_REGION';
  if (!environment.AWS_REGION || !environment.IVS_PLAYBACK_KEY) return [];
  try {
    const { playbackKeys, records } = await tryIvs(ivsAccount(environment), AbortSignal.timeout(patience));
    return [
      found(variable, 'works', { en: 'IVS lets us in', ru: 'IVS нас впускает' }),
      playbackKey(playbackKeys),
      ...(records === null ? [] : [recordings(records)]),
      ...(environment.IVS_EVENTBRIDGE_SECRET ? [events] : []),
    ];
  } catch (error) {
    const { name } = error as Error;
    if (name === 'AccessDeniedException' || strangers.includes(name))
      return [
        found(
          variable,
          'fails',
          { en: `IVS does not let us in: ${name}`, ru: `IVS нас не впускает: ${name}` },
          {
            en: 'AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or the role of this machine, need ivs:* and, for recordings, s3 list, get and delete in their bucket',
            ru: 'AWS_ACCESS_KEY_ID и AWS_SECRET_ACCESS_KEY или роли этой машины нужны ivs:* и, для записей, s3 list, get и delete в их бакете',
          },
        ),
      ];
    return [silent(variable, 'IVS', error)];
  }
}

const playbackKey = (count: number): Finding =>
  count > 0
    ? found('IVS_PLAYBACK_KEY', 'look', {
        en: 'has the right form; whether it is the half of a pair that IVS has only a player shows',
        ru: 'по виду верно; половина ли это той пары, что есть у IVS, покажет только плеер',
      })
    : found(
        'IVS_PLAYBACK_KEY',
        'fails',
        { en: 'IVS has no playback key of this account', ru: 'у IVS нет ключа просмотра этого аккаунта' },
        {
          en: 'aws ivs import-playback-key-pair --public-key-material "$(openssl pkey -pubout …)"',
          ru: 'aws ivs import-playback-key-pair --public-key-material "$(openssl pkey -pubout …)"',
        },
      );

const recordings = (works: boolean): Finding =>
  works
    ? found('IVS_RECORDING_CONFIGURATION_ARN', 'works', { en: 'IVS can record', ru: 'IVS может записывать' })
    : found(
        'IVS_RECORDING_CONFIGURATION_ARN',
        'fails',
        { en: 'there is no such configuration, or it is not active', ru: 'такой конфигурации нет, или она не активна' },
        {
          en: 'aws ivs list-recording-configurations; its bucket must be in AWS_REGION',
          ru: 'aws ivs list-recording-configurations; её бакет должен быть в AWS_REGION',
        },
      );

const events = found(
  'IVS_EVENTBRIDGE_SECRET',
  'look',
  { en: 'whether EventBridge sends the same only an event shows', ru: 'тот же ли шлёт EventBridge, покажет только событие' },
  {
    en: 'an API destination to PUBLIC_URL/webhooks/media/ivs, whose connection adds x-rampa-event-secret; 401 means another secret',
    ru: 'API destination на PUBLIC_URL/webhooks/media/ivs, чьё соединение добавляет x-rampa-event-secret; 401 — секрет не тот',
  },
);

function silent(variable: string, who: string, error: unknown): Finding {
  const why = silence(error);
  return found(
    variable,
    'fails',
    { en: `${who} gives no answer: ${why.en}`, ru: `${who} не отвечает: ${why.ru}` },
    { en: 'check the address, and that this machine reaches it', ru: 'проверьте адрес и доступ к нему с этой машины' },
  );
}
