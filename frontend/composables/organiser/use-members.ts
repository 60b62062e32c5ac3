/** Who works for the organisation, and what can be asked about it; each answer is the new list. */
import { computed, ref, shallowRef, watch } from 'vue';
import { api, ask } from '../../api/client.ts';
import { powersOver } from '../../logic/organiser/member-form.ts';
import type { Colleague, MemberList, NewMember, Role } from '../../logic/organiser/types.ts';
import { useLoaded } from '../use-loaded.ts';
import { useOnce } from '../use-once.ts';
import { useSession } from '../use-session.ts';

export function useMembers(org: string) {
  const params = { path: { org } };
  const ofPerson = (personId: string) => ({ path: { org, personId } });
  const { data, problem, loading, reload } = useLoaded(() => ask(api.GET('/api/organiser/{org}/members', { params })));
  const list = shallowRef<MemberList>();
  watch(data, (seen) => {
    list.value = seen;
  });
  const { person } = useSession();
  const me = computed(() => person.value?.personId);
  const taken = (seen: MemberList | undefined): boolean => {
    if (seen) list.value = seen;
    return seen !== undefined;
  };

  const adding = useOnce(`member:${org}`);
  const changing = useOnce(`role:${org}`);
  const removing = useOnce(`gone:${org}`);
  /** Whose role was asked for last: a refusal stands beside that person. */
  const changed = ref<string>();
  return {
    ...{ list, problem, loading, reload, me },
    powers: (one: Colleague) =>
      powersOver(one, { me: me.value, members: list.value?.members ?? [], mayGive: list.value?.mayGive ?? [] }),
    add: {
      ...adding,
      press: async (wanted: Omit<NewMember, 'requestId'>) =>
        taken(
          await adding.press(wanted, (requestId) =>
            ask(api.POST('/api/organiser/{org}/members', { params, body: { ...wanted, requestId } })),
          ),
        ),
    },
    change: {
      ...{ ...changing, of: changed },
      press: async (personId: string, role: Role) => {
        if (!changing.busy.value) changed.value = personId;
        return taken(
          await changing.press({ personId, role }, (requestId) =>
            ask(api.PATCH('/api/organiser/{org}/members/{personId}', { params: ofPerson(personId), body: { role, requestId } })),
          ),
        );
      },
    },
    remove: {
      ...removing,
      /** Whoever leaves is told nothing more of the team. */
      press: async (personId: string) =>
        taken(
          await removing.press({ personId }, (requestId) =>
            ask(api.DELETE('/api/organiser/{org}/members/{personId}', { params: ofPerson(personId), body: { requestId } })),
          ),
        ),
    },
  };
}
