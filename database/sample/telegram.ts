/** Who works for the sample theatre and where its closed shows are played, in the sandbox's Telegram. */
import type { Role } from '../../domain/members.ts';
import { personIdOf } from '../../domain/uuid.ts';

export type SampleTelegram = { staff: Array<{ personId: string; role: Role; name: string }>; chatId: number };

/** @param personKey the house's key of person ids: the same people sign in to it. */
export const sampleTelegram = (personKey: string): SampleTelegram => ({
  staff: [
    { personId: personIdOf(personKey, 'telegram:1001'), role: 'owner', name: 'Ирина' },
    { personId: personIdOf(personKey, 'telegram:1002'), role: 'door', name: 'Пётр' },
    { personId: personIdOf(personKey, 'telegram:1003'), role: 'operator', name: 'Ольга' },
  ],
  // The group «Зрительный зал «Рампы»».
  chatId: -1001000001002,
});
