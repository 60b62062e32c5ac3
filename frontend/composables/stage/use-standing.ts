/** Whether this person stands on the stage: called, asked, agreed. Nothing is sent before they agree. */
import { computed, ref, watch } from 'vue';
import { keepChoice, tidyName } from '../../logic/stage-room/kept-choice.ts';
import { longStorage } from '../storage.ts';
import type { StageRoom } from './use-stage-room.ts';

export type Agreed = { name: string; camera: boolean };

export function useStanding(room: StageRoom) {
  const answer = ref<'in' | 'out'>();
  const going = ref(false);
  const may = computed(() => room.sight.value.maySend);
  const asked = computed(() => going.value || (may.value && answer.value === undefined && room.place.value === 'here'));
  const here = computed(() => may.value && answer.value === 'in' && !going.value);
  /** Back in the hall by somebody else's hand. */
  const seated = ref(false);
  watch(may, (now) => {
    seated.value = !now && answer.value === 'in';
    if (!now) answer.value = undefined;
  });

  return {
    ...{ asked, here, going, seated },
    /** Called, and not gone. */
    waiting: computed(() => may.value && answer.value === 'out'),
    /** False when neither camera nor microphone came; the room says why. */
    async accept({ name, camera }: Agreed): Promise<boolean> {
      if (going.value) return false;
      going.value = true;
      try {
        keepChoice(longStorage, { name: tidyName(name) });
        await room.rename(tidyName(name));
        const heard = await room.send('microphone', true);
        const missed = room.fault.value;
        const seen = camera && (await room.send('camera', true));
        if (missed) room.fault.value = missed;
        if (heard || seen) answer.value = 'in';
        return heard || seen;
      } finally {
        going.value = false;
      }
    },
    decline: () => {
      answer.value = 'out';
    },
    /** By one's own wish; the way back on stage stays open while the hall allows it. */
    async retreat(): Promise<void> {
      answer.value = 'out';
      await room.retreat();
    },
    askAgain: () => {
      answer.value = undefined;
    },
  };
}
export type Standing = ReturnType<typeof useStanding>;
