/** What a device keeps of a door through reloads, and how to do without when the browser keeps nothing. */
import type { DoorList, Scan } from './types.ts';

export type KeptDoor = {
  /** `<organisation>/<show>`. */
  show: string;
  list: DoorList;
  /** Milliseconds that the house's clock is ahead of this device's. */
  offset: number;
  /** When the last scans were taken over by the house, ISO 8601. */
  syncedAt: string | null;
};

export interface Keep {
  /** False where everything is gone with the page. */
  lasting: boolean;
  load(show: string): Promise<{ door: KeptDoor | undefined; scans: Scan[] }>;
  saveDoor(door: KeptDoor): Promise<void>;
  /** Stored when it resolves: nobody is let in on a scan that a flat battery would lose. */
  saveScans(scans: readonly Scan[]): Promise<void>;
}

export function keepInMemory(): Keep {
  const doors = new Map<string, KeptDoor>();
  const scans = new Map<string, Scan>();
  return {
    lasting: false,
    load: async (show) => ({
      door: doors.get(show),
      scans: [...scans.values()].filter((scan) => scan.show === show).sort((one, other) => one.n - other.n),
    }),
    saveDoor: async (door) => void doors.set(door.show, door),
    saveScans: async (changed) => {
      for (const scan of changed) scans.set(scan.id, scan);
    },
  };
}
