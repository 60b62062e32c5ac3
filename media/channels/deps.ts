/** What a channel needs of the house. */
import type { StreamKeys } from '../../domain/stream-key.ts';
import type { MediaNotice } from '../../providers/media/port.ts';
import type { News } from '../notices/outbox.ts';
import type { Archive } from '../recording/archive.ts';

export type Refusal = Extract<MediaNotice, { kind: 'refused' }>['why'];
export type ChannelDeps = {
  ffmpeg: string;
  keys: StreamKeys;
  archive: Archive;
  tell: (news: News) => void;
  report: (what: string, details: Record<string, unknown>) => void;
};
