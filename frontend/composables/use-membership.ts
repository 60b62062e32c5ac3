/** Whether the person works for a theatre: then its shows have a door in the header. Asked once a person. */
import { computed, ref, watch } from 'vue';
import { api, ask } from '../api/client.ts';
import { useSession } from './use-session.ts';

const works = ref(false);
let asked: string | undefined;

export function useMembership() {
  const { person } = useSession();
  const id = computed(() => person.value?.personId);
  watch(
    id,
    async (personId) => {
      if (personId === asked) return;
      asked = personId;
      works.value = false;
      if (!personId) return;
      try {
        const { organisations } = await ask(api.GET('/api/organiser/organisations'));
        if (asked === personId) works.value = organisations.length > 0;
      } catch {
        // Without an answer there is no door; whoever knows the address still gets in.
        if (asked === personId) asked = undefined;
      }
    },
    { immediate: true },
  );
  return { works };
}
