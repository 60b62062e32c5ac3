/** What the pages need to know of the house itself; asked once. */
import { shallowRef } from 'vue';
import { api, ask } from '../api/client.ts';
import type { House } from '../api/types.ts';

const house = shallowRef<House>();
let asked: Promise<House | undefined> | undefined;

/** Undefined when nobody answers: a footer without a link is better than no page. */
export function askHouse(): Promise<House | undefined> {
  asked ??= ask(api.GET('/api/house'))
    .then((answer) => {
      house.value = answer;
      return answer;
    })
    .catch(() => {
      asked = undefined;
      return undefined;
    });
  return asked;
}

export function useHouse() {
  void askHouse();
  return house;
}
