/** What a room must know of its people: brought about one after another, in the order in which it was asked for. */
import { log } from '@temporalio/workflow';
import type { PresentPerson } from '../../domain/stage-people.ts';
import type { ShowInput } from './messages.ts';
import type { PersonDirection } from './stage-messages.ts';
import { media } from './stage-steps.ts';

type Matter = { entered: PresentPerson[] } | PersonDirection;

export class PeopleEffects {
  readonly #facts: ShowInput;
  readonly #waiting: Matter[] = [];

  constructor(facts: ShowInput) {
    this.#facts = facts;
  }

  get quiet(): boolean {
    return this.#waiting.length === 0;
  }

  /** A hall that comes in at once is looked through once. */
  entered(person: PresentPerson): void {
    const last = this.#waiting.at(-1);
    if (last && 'entered' in last) last.entered.push(person);
    else this.#waiting.push({ entered: [person] });
  }

  /** Whoever is in the room now. */
  everybody(): void {
    this.#waiting.push({ entered: [] });
  }

  directed(direction: PersonDirection): void {
    this.#waiting.push(direction);
  }

  /** Until nothing waits. A no is told to nobody: the next look at the room comes by itself. */
  async bringAbout(): Promise<void> {
    for (let matter = this.#waiting.shift(); matter; matter = this.#waiting.shift())
      try {
        await this.#bring(matter);
      } catch (error) {
        log.warn('the room was not told', { error });
      }
  }

  async #bring(matter: Matter): Promise<void> {
    if ('entered' in matter) return media.admitPeople({ ...this.#facts, entered: matter.entered });
    const person = { ...this.#facts, ticketId: matter.ticketId };
    return matter.do === 'mute' ? media.mutePerson(person) : media.bringPerson(person);
  }
}
