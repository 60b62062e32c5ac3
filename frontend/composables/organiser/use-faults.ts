/** What is wrong with a form, field by field: found here before it is sent, or named by the house afterwards. */
import { computed, type InjectionKey, inject, nextTick, provide, type Ref, ref } from 'vue';
import type { HouseProblem } from '../../api/house-problem.ts';
import type { Faults } from '../../logic/organiser/show-form.ts';
import { useWords } from '../use-words.ts';

const faultsKey: InjectionKey<Readonly<Ref<Faults>>> = Symbol('faults');

/** @param problem the house's last refusal of this form */
export function provideFaults(problem: Ref<HouseProblem | undefined>) {
  const { t } = useWords();
  const found = ref<Faults>({});
  const words = computed<Faults>(() => {
    const own = Object.entries(found.value).map(([path, key]) => [path, t(`organiser.fault.${key}`)]);
    const told = (problem.value?.issues ?? []).map(({ path, message }) => [path, t('organiser.fault.told', { message })]);
    return Object.fromEntries([...told, ...own]) as Faults;
  });
  provide(faultsKey, words);

  /** Shows what was found and puts the cursor into the first field that is wrong. */
  async function show(faults: Faults | undefined): Promise<void> {
    found.value = faults ?? {};
    await nextTick();
    const field = document.querySelector<HTMLElement>('[aria-invalid="true"]');
    field?.focus({ preventScroll: true });
    field?.scrollIntoView({ block: 'center', behavior: 'smooth' });
  }
  const count = computed(() => Object.keys(words.value).length);
  return { words, show, count };
}

/** The word for one field; undefined when it is well. */
export function useFault(path: () => string | undefined) {
  const words = inject(faultsKey, ref<Faults>({}));
  return computed(() => {
    const wanted = path();
    return wanted === undefined ? undefined : words.value[wanted];
  });
}
