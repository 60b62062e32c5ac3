/** Words of the door beside the pages' own; they come with its page, nobody else loads them. */
import { useI18n } from 'vue-i18n';
import { doorEn } from '../words/door-en.ts';
import { doorRu } from '../words/door-ru.ts';
import { useWords } from './use-words.ts';

let added = false;

/** `d` is `t` for the door's words; a number chooses the form that counts. */
export function useDoorWords() {
  const { mergeLocaleMessage } = useI18n({ useScope: 'global' });
  if (!added) {
    mergeLocaleMessage('ru', { door: doorRu });
    mergeLocaleMessage('en', { door: doorEn });
    added = true;
  }
  const words = useWords();
  function d(key: string, values: Record<string, unknown> | number = {}): string {
    return typeof values === 'number' ? words.t(`door.${key}`, values) : words.t(`door.${key}`, values);
  }
  return { ...words, d };
}
