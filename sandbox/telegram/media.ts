/** Files: taken from an upload, an address or an earlier file_id, and described as Telegram describes them. */
import { randomDigits, randomName } from '../shared/ids.ts';
import { badRequest } from './api-error.ts';
import type { Call } from './chat-id.ts';
import type { Content } from './compose.ts';
import type { StoredFile } from './state.ts';

export const MEDIA_KINDS = ['photo', 'video', 'animation', 'audio', 'voice', 'video_note', 'document'] as const;
export type MediaKind = (typeof MEDIA_KINDS)[number];

const PHOTO_LIMIT = 10 * 1024 * 1024;
const FILE_LIMIT = 50 * 1024 * 1024;
const TYPES: Record<string, string> = {
  ...{ jpg: 'image/jpeg', jpeg: 'image/jpeg', png: 'image/png', webp: 'image/webp', gif: 'image/gif', svg: 'image/svg+xml' },
  ...{ mp4: 'video/mp4', webm: 'video/webm', mp3: 'audio/mpeg', ogg: 'audio/ogg', pdf: 'application/pdf', txt: 'text/plain' },
  ...{ ics: 'text/calendar', json: 'application/json', csv: 'text/csv', zip: 'application/zip' },
};

/** @param value the parameter's text: `attach://name`, an address, a file_id; absent when the file is in the field itself */
export async function takeFile(call: Call, kind: MediaKind, field: string, value: string | undefined): Promise<StoredFile> {
  const attached = value?.startsWith('attach://') ? value.slice('attach://'.length) : undefined;
  const upload = call.params.upload(attached ?? field);
  if (upload) return keepFile(call, kind, upload.bytes, upload.name, upload.type);
  if (value === undefined || value === '') throw badRequest(`there is no ${kind} in the request`);
  if (attached !== undefined) throw badRequest('file must be non-empty');
  if (/^https?:\/\//.test(value)) return fetchFile(call, kind, value);
  const known = call.world.state.files[value];
  if (known === undefined) throw badRequest('wrong file identifier/HTTP URL specified');
  if (known.kind !== kind && !(kind === 'document')) {
    throw badRequest(`type of file mismatch`);
  }
  return known;
}

async function fetchFile(call: Call, kind: MediaKind, url: string): Promise<StoredFile> {
  try {
    const response = await fetch(url, { signal: AbortSignal.timeout(10_000) });
    if (!response.ok) throw new Error(String(response.status));
    const name = new URL(url).pathname.split('/').at(-1) || kind;
    const type = response.headers.get('content-type')?.split(';')[0] ?? '';
    return await keepFile(call, kind, Buffer.from(await response.arrayBuffer()), name, type);
  } catch (error) {
    if (error instanceof Error && error.name === 'ApiError') throw error;
    throw badRequest('failed to get HTTP URL content');
  }
}

async function keepFile({ world }: Call, kind: MediaKind, bytes: Buffer, name: string, type: string): Promise<StoredFile> {
  if (bytes.length === 0) throw badRequest('file must be non-empty');
  if (bytes.length > (kind === 'photo' ? PHOTO_LIMIT : FILE_LIMIT)) {
    throw badRequest(kind === 'photo' ? 'file is too big for a photo' : 'file is too big');
  }
  const size = kind === 'photo' ? await measure(bytes) : {};
  const uniqueId = `AQAD${randomName(12)}`;
  const extension = kind === 'photo' ? (size.format ?? 'jpg') : (/\.(\w{1,5})$/.exec(name)?.[1]?.toLowerCase() ?? 'dat');
  world.state.counter += 1;
  const file: StoredFile = {
    fileId: `AgACAgIAAxkBAAI${randomName(50)}`,
    uniqueId,
    kind,
    path: `${kind === 'photo' ? 'photos' : `${kind}s`}/file_${world.state.counter}.${extension}`,
    size: bytes.length,
    mimeType: mimeType(extension, type),
    fileName: name,
    width: size.width,
    height: size.height,
  };
  world.files.put(uniqueId, bytes);
  world.state.files[file.fileId] = file;
  world.changed();
  return file;
}

// Multipart names text/plain where the sender named nothing, so that the file's name knows better.
function mimeType(extension: string, given: string): string {
  const known = TYPES[extension];
  return known ?? (given === '' ? 'application/octet-stream' : given);
}

async function measure(bytes: Buffer): Promise<{ width?: number; height?: number; format?: string }> {
  // Loaded when the first picture comes: most runs of the sandbox see none.
  const { default: sharp } = await import('sharp');
  const { width, height, format } = await sharp(bytes)
    .metadata()
    .catch(() => {
      throw badRequest('IMAGE_PROCESS_FAILED');
    });
  if (!width || !height || format === 'svg') throw badRequest('IMAGE_PROCESS_FAILED');
  if (width + height > 10_000 || Math.max(width / height, height / width) > 20) throw badRequest('PHOTO_INVALID_DIMENSIONS');
  return { width, height, format: format === 'jpeg' ? 'jpg' : format };
}

/** The message fields that show a file. */
export function mediaContent(kind: MediaKind, file: StoredFile, options: { spoiler?: boolean } = {}): Content {
  const base = { file_id: file.fileId, file_unique_id: file.uniqueId, file_size: file.size };
  const spoiler = options.spoiler ? { has_media_spoiler: true } : {};
  if (kind === 'photo') return { photo: [{ ...base, width: file.width, height: file.height }], ...spoiler };
  const named = { ...base, file_name: file.fileName, mime_type: file.mimeType };
  if (kind === 'document') return { document: named };
  const timed = { ...named, duration: 0 };
  if (kind === 'video' || kind === 'animation') return { [kind]: { ...timed, width: 1280, height: 720 }, ...spoiler };
  if (kind === 'video_note') return { video_note: { ...base, duration: 0, length: 240 } };
  return { [kind]: timed };
}

/** The file that a message shows, if it shows one. */
export function shownFile(message: Content): { kind: MediaKind; fileId: string } | undefined {
  for (const kind of MEDIA_KINDS) {
    const value = message[kind];
    if (value === undefined) continue;
    const file = (Array.isArray(value) ? value.at(-1) : value) as { file_id: string };
    return { kind, fileId: file.file_id };
  }
  return undefined;
}

export const newAlbumId = (): string => randomDigits(17);
