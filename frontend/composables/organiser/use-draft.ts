/** A form that keeps what was typed for the tab: a reload or a wrong turn loses nothing. */
import { type Reactive, reactive, watch } from 'vue';
import { tabStorage } from '../storage.ts';

const keyOf = (about: string): string => `rampa:form:${about}`;

function read<T extends object>(about: string): Partial<T> {
  try {
    const kept: unknown = JSON.parse(tabStorage.getItem(keyOf(about)) ?? '{}');
    return typeof kept === 'object' && kept !== null ? kept : {};
  } catch {
    return {};
  }
}

export function useDraft<T extends object>(about: string, empty: T): { draft: Reactive<T>; kept: boolean; forget: () => void } {
  const before = read<T>(about);
  const draft = reactive({ ...empty, ...before }) as Reactive<T>;
  const stop = watch(draft, (now) => tabStorage.setItem(keyOf(about), JSON.stringify(now)), { deep: true });
  return {
    draft,
    kept: Object.keys(before).length > 0,
    forget() {
      stop();
      tabStorage.removeItem(keyOf(about));
    },
  };
}
