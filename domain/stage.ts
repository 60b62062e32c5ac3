/** The stage of a show in words: its states, what its organiser may ask for, and why somebody may not watch. */
import type { LocalText } from './language.ts';
import type { ShowKind, ShowStatus } from './shows.ts';

export const stageStates = [
  /** Nothing is sent yet. */
  'offline',
  /** A picture is there for the organiser alone. */
  'test',
  'live',
  'interval',
  /** On air without a picture. */
  'interrupted',
  /** Over; the recording is being finished. */
  'ended',
  /** The recording may be watched. */
  'archived',
  /** Recording and channel are gone. */
  'closed',
] as const;
export type StageState = (typeof stageStates)[number];

/** While viewers are let to the picture. */
export const onAirStates: readonly StageState[] = ['live', 'interval', 'interrupted'];

export type CountryRule = {
  mode: 'allow' | 'refuse';
  /** ISO 3166-1 alpha-2, upper case. */
  list: string[];
};

/** How long a recording may be watched; all three count. */
export type ArchiveWindows = {
  /** Days after the end; 0: nobody sees a recording. */
  availableDays: number;
  /** Days after the end within which it must be begun; null: as long as it is there. */
  unlockDays: number | null;
  /** Hours from the first play of a ticket; null: as long as it is there. */
  watchHours: number | null;
};
export const defaultArchive: ArchiveWindows = { availableDays: 7, unlockDays: null, watchHours: 48 };

/** What a picture looks like to the media server, as the row keeps it. */
export type PictureFacts = {
  /** ISO 8601: when it was asked. */
  at: string;
  publishing: boolean;
  since: string | null;
  by: string | null;
  video: boolean | null;
  audio: boolean | null;
  /** Bits a second. */
  bitrate: number | null;
  /** Seconds between key frames. */
  keyframes: number | null;
  width: number | null;
  height: number | null;
  viewers: number | null;
  /** Milliseconds since the last piece of picture. */
  quietFor: number | null;
};

/** Where a programme such as OBS sends to; the key is a secret. */
export type StageIngest = { protocol: 'rtmp' | 'rtmps' | 'whip' | 'srt'; url: string; key: string };

export const adviceCodes = ['noPicture', 'noVideo', 'noSound', 'quiet', 'bitrateLow', 'bitrateHigh', 'keyframesRare'] as const;
export type AdviceCode = (typeof adviceCodes)[number];

/** What to tell a stage manager; nothing is said of what the server does not know. */
export function adviceOn(picture: PictureFacts | null): AdviceCode[] {
  if (!picture?.publishing) return ['noPicture'];
  const { video, audio, bitrate, keyframes, quietFor } = picture;
  const advice: Array<[AdviceCode, boolean]> = [
    ['noVideo', video === false],
    ['noSound', audio === false],
    ['quiet', quietFor !== null && quietFor > 2000],
    ['bitrateLow', bitrate !== null && bitrate < 800_000],
    ['bitrateHigh', bitrate !== null && bitrate > 8_500_000],
    ['keyframesRare', keyframes !== null && keyframes > 2.1],
  ];
  return advice.flatMap(([code, given]) => (given ? [code] : []));
}

/** The show's own status follows its stage. */
export const statusOnStage = (state: StageState): ShowStatus => statuses[state];
const statuses: Record<StageState, ShowStatus> = {
  ...{ offline: 'provisioned', test: 'provisioned', live: 'live', interval: 'live', interrupted: 'interrupted' },
  ...{ ended: 'ended', archived: 'ended', closed: 'archived' },
};

/** Kinds whose picture is ours to carry. */
export const hasChannel = (kind: ShowKind): boolean => kind === 'stream';

/** @param country of whoever asks, ISO 3166-1; null when nobody knows it: then the rule is said, and not enforced. */
export function countryAllowed(rule: CountryRule | null, country: string | null): boolean {
  if (!rule || country === null) return true;
  return rule.list.includes(country.toUpperCase()) === (rule.mode === 'allow');
}

export type ArchiveTimes = {
  /** ISO 8601. */
  availableUntil: string;
  unlockUntil: string;
  /** Null before the first play. */
  watchUntil: string | null;
};
const HOUR = 3_600_000;
const DAY = 24 * HOUR;

/** @param unlockedAt when this ticket's recording was played first. */
export function archiveTimes(windows: ArchiveWindows, endedAt: Date, unlockedAt: Date | null): ArchiveTimes {
  const available = endedAt.getTime() + windows.availableDays * DAY;
  const unlock = Math.min(available, windows.unlockDays === null ? available : endedAt.getTime() + windows.unlockDays * DAY);
  const iso = (ms: number) => new Date(ms).toISOString();
  const watched = (from: Date) =>
    Math.min(available, windows.watchHours === null ? available : from.getTime() + windows.watchHours * HOUR);
  return { availableUntil: iso(available), unlockUntil: iso(unlock), watchUntil: unlockedAt && iso(watched(unlockedAt)) };
}

type Reason = { message: LocalText; how: LocalText };
/** Why there is no picture for somebody just now, and what to do. */
export const watchReasons = {
  notYet: {
    message: { ru: 'Показ ещё не начался.', en: 'The show has not begun.' },
    how: {
      ru: 'Оставьте страницу открытой: картинка появится сама.',
      en: 'Keep this page open: the picture comes by itself.',
    },
  },
  ticketVoid: {
    message: { ru: 'Этот билет больше не действует.', en: 'This ticket is no longer good.' },
    how: {
      ru: 'На странице заказа видно, что с ним стало. Купить новый можно на афише.',
      en: 'The page of the order says what became of it. A new one can be bought on the playbill.',
    },
  },
  showCancelled: {
    message: { ru: 'Показ отменён.', en: 'The show is cancelled.' },
    how: {
      ru: 'Деньги возвращаются сами, ничего делать не нужно.',
      en: 'The money comes back by itself; nothing is to be done.',
    },
  },
  countryRefused: {
    message: { ru: 'В вашей стране этот показ не идёт.', en: 'This show is not played in your country.' },
    how: {
      ru: 'Список стран — на странице показа. Если вы в другой стране, отключите VPN и обновите страницу.',
      en: 'The countries are on the page of the show. If you are elsewhere, turn the VPN off and reload.',
    },
  },
  inTelegram: {
    message: { ru: 'Показ идёт в закрытом чате Telegram.', en: 'The show is played in a closed Telegram chat.' },
    how: { ru: 'Откройте бота и отправьте /watch.', en: 'Open the bot and send /watch.' },
  },
  atAddress: {
    message: { ru: 'Показ идёт на другой площадке.', en: 'The show is played elsewhere.' },
    how: {
      ru: 'Откройте адрес ниже. Защитить его мы не можем: по нему пройдёт каждый, кто его знает.',
      en: 'Open the address below. We cannot protect it: whoever knows it gets in.',
    },
  },
  notBuilt: {
    message: { ru: 'Сцена с участниками ещё не построена.', en: 'The stage for participants is not built yet.' },
    how: {
      ru: 'Напишите театру: он скажет, где пройдёт показ.',
      en: 'Write to the theatre: it will say where the show is played.',
    },
  },
  recordingWriting: {
    message: { ru: 'Показ окончен, запись готовится.', en: 'The show is over; the recording is being made.' },
    how: {
      ru: 'Обычно это несколько минут. Страница обновится сама.',
      en: 'That usually takes minutes. The page follows by itself.',
    },
  },
  recordingNone: {
    message: { ru: 'Показ окончен, записи нет.', en: 'The show is over and there is no recording.' },
    how: { ru: 'Оценить показ можно на странице заказа.', en: 'The show can be rated on the page of the order.' },
  },
  archiveOver: {
    message: { ru: 'Запись больше не показывают.', en: 'The recording is no longer shown.' },
    how: { ru: 'Посмотрите на афише, когда спектакль идёт снова.', en: 'The playbill says when the play is on again.' },
  },
  unlockOver: {
    message: { ru: 'Начать просмотр записи уже нельзя.', en: 'It is too late to begin watching the recording.' },
    how: { ru: 'Посмотрите на афише, когда спектакль идёт снова.', en: 'The playbill says when the play is on again.' },
  },
  watchOver: {
    message: { ru: 'Время на просмотр записи вышло.', en: 'Your time to watch the recording is over.' },
    how: { ru: 'Посмотрите на афише, когда спектакль идёт снова.', en: 'The playbill says when the play is on again.' },
  },
} satisfies Record<string, Reason>;
export type WatchReason = keyof typeof watchReasons;
export const watchReasonCodes = Object.keys(watchReasons) as [WatchReason, ...WatchReason[]];
