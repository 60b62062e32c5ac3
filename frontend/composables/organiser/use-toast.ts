/** One line about what was just done, with the way back while there is one. */
import { shallowRef } from 'vue';

type Toast = { words: string; undo?: { words: string; run: () => void } };

const toast = shallowRef<Toast>();
let timer: ReturnType<typeof setTimeout> | undefined;

export function sayDone(said: Toast): void {
  clearTimeout(timer);
  toast.value = said;
  timer = setTimeout(forgetToast, said.undo ? 10_000 : 5000);
}

export function forgetToast(): void {
  clearTimeout(timer);
  toast.value = undefined;
}

export const useToast = () => toast;
