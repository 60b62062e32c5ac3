/** Misbehaviour on demand: a list of faults waiting for the next request or delivery that they fit. */
import { randomUUID } from 'node:crypto';

export type FaultMode = 'duplicate' | 'delay' | 'reorder' | 'drop' | 'error';
export type FaultTarget =
  | 'stripe-webhook'
  | 'stripe-api'
  | 'yookassa-webhook'
  | 'yookassa-api'
  | 'telegram-api'
  | 'telegram-updates'
  | 'ivs-api'
  | 'ivs-events'
  | 'mediamtx-api'
  | 'mediamtx-notices'
  | 'mail';
export type Fault = {
  id: string;
  target: FaultTarget;
  mode: FaultMode;
  /** How often it is still to happen. */
  times: number;
  /** For `delay`: how long. */
  ms: number;
  /** For `error`: the HTTP status, or SMTP's code. */
  status: number;
  /** Only this API method, operation, event type or update kind. */
  method?: string | undefined;
};

export type Faults = {
  add(fault: Omit<Fault, 'id'>): Fault;
  list(): Fault[];
  clear(): void;
  /** The first fault that fits, used up by one. */
  take(target: FaultTarget, names: readonly string[], modes?: readonly FaultMode[]): Fault | undefined;
};

export function createFaults(): Faults {
  let waiting: Fault[] = [];
  return {
    add(fault) {
      const added = { id: randomUUID(), ...fault };
      waiting.push(added);
      return added;
    },
    list: () => waiting.map((fault) => ({ ...fault })),
    clear() {
      waiting = [];
    },
    take(target, names, modes) {
      const known = names.map((name) => name.toLowerCase());
      const fault = waiting.find(
        (one) =>
          one.target === target &&
          (modes === undefined || modes.includes(one.mode)) &&
          // Long polling asks all the time and would swallow every fault that was meant for something else.
          (one.method === undefined ? !known.includes('getupdates') : known.includes(one.method.toLowerCase())),
      );
      if (fault === undefined) return undefined;
      fault.times -= 1;
      if (fault.times <= 0) waiting = waiting.filter((one) => one !== fault);
      return fault;
    },
  };
}
