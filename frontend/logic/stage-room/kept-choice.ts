/** What somebody chose for the stage, kept in this browser: the next show begins with it. */
import type { KeyValue } from '../order-attempt.ts';

export type StageChoice = {
  /** What others see under the face; at most 40 characters. */
  name: string;
  /** Ids of the browser's; empty: its own choice. */
  camera: string;
  microphone: string;
};
export const longestName = 40;
const place = 'rampa:stage-choice';
const none: StageChoice = { name: '', camera: '', microphone: '' };
const isText = (value: unknown): value is string => typeof value === 'string';

export function keptChoice(storage: KeyValue): StageChoice {
  try {
    const kept = JSON.parse(storage.getItem(place) ?? '{}') as Partial<Record<keyof StageChoice, unknown>>;
    const { name, camera, microphone } = { ...none, ...kept };
    return isText(name) && isText(camera) && isText(microphone) ? { name: tidyName(name), camera, microphone } : none;
  } catch {
    return none;
  }
}
export const keepChoice = (storage: KeyValue, choice: Partial<StageChoice>): void =>
  storage.setItem(place, JSON.stringify({ ...keptChoice(storage), ...choice }));

/** One line, no longer than the house takes it. */
export const tidyName = (typed: string): string =>
  [...typed.replace(/[\s\p{C}]+/gu, ' ').trim()].slice(0, longestName).join('').trim();
