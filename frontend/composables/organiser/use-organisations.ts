/** The organisations a person works for; asked once a visit, and again when the answer was a refusal. */
import { computed, type InjectionKey, inject, type Ref, shallowRef, watch } from 'vue';
import { api, ask } from '../../api/client.ts';
import type { Organisation, Permission } from '../../logic/organiser/types.ts';
import { useLoaded } from '../use-loaded.ts';
import { useSession } from '../use-session.ts';

const known = shallowRef<Organisation[]>();
/** What is known no longer holds: a role was changed, somebody left. */
export const forgetOrganisations = (): void => {
  known.value = undefined;
};
const { person } = useSession();
// Whoever comes next to this browser works elsewhere.
watch(() => person.value?.personId, forgetOrganisations);

export function useOrganisations() {
  return useLoaded(async () => {
    const { organisations } = await ask(api.GET('/api/organiser/organisations'));
    known.value = organisations;
    return organisations;
  }, known.value);
}

export const organisationKey: InjectionKey<Ref<Organisation>> = Symbol('organisation');

/** The organisation whose pages these are, and what this person may do there. */
export function useOrganisation() {
  const organisation = inject(organisationKey);
  if (!organisation) throw new Error('an organiser’s page stands outside its frame');
  return {
    organisation,
    org: computed(() => organisation.value.slug),
    may: (permission: Permission): boolean => organisation.value.permissions.includes(permission),
  };
}
