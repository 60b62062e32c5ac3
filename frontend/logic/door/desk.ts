/** The desk at a door: takes scans, decides, keeps, tells the house, and lets the house's answers win. */
import { type Decision, decide, outcomeOf } from './decide.ts';
import type { Keep, KeptDoor } from './keep.ts';
import { answered, isConflict, nextBatch, waitingOf } from './queue.ts';
import { type IsGenuine, type SubtleCryptoLike, tokenCheck } from './token.ts';
import type { CheckInAnswer, CheckIns, DoorList, Said, Scan } from './types.ts';

export type DeskPorts = {
  /** `<organisation>/<show>`. */
  show: string;
  house: { list(): Promise<DoorList>; tell(scans: CheckIns['scans']): Promise<CheckInAnswer[]> };
  keep: Keep;
  subtle: SubtleCryptoLike | undefined;
  newId: () => string;
  now: () => number;
  after: (milliseconds: number) => Promise<void>;
  /** False when it is certain that nobody will answer. */
  online: () => boolean;
  changed: () => void;
  /** The house's word on a scan, when the sign was already up and said something else. */
  corrected: (said: Said) => void;
};

/** Somebody stands at the door: the house has so long (ms) to answer before the device decides alone. */
const patience = { sure: 700, late: 3000, unchecked: 8000 } as const;

export class DoorDesk {
  door: KeptDoor | undefined;
  scans: readonly Scan[] = [];
  /** Undefined until the first list; false where this browser cannot check signatures. */
  checksAlone: boolean | undefined;
  /** Why the house did not answer the last time. */
  problem: unknown;
  /** Whether what is kept outlives the page. */
  lasting: boolean;
  readonly #ports: DeskPorts;
  readonly #answers = new Map<string, () => void>();
  #isGenuine: IsGenuine | undefined;
  #taking: Promise<unknown> = Promise.resolve();
  #telling: Promise<void> | undefined;

  constructor(ports: DeskPorts) {
    this.#ports = ports;
    this.lasting = ports.keep.lasting;
  }

  /** What was kept from before; the house is not asked. */
  async open(): Promise<void> {
    const { door, scans } = await this.#ports.keep.load(this.#ports.show);
    this.scans = scans;
    if (door) await this.#use(door);
    this.#ports.changed();
  }

  get waiting(): number {
    return waitingOf(this.scans).length;
  }

  /** People let in of whom the house has not heard; whoever was turned away is nobody's entry. */
  get entriesWaiting(): number {
    return waitingOf(this.scans).filter(({ said }) => said === 'admitted').length;
  }

  /** What the person at the door has not read yet. */
  get conflicts(): Scan[] {
    return this.scans.filter((scan) => isConflict(scan) && !scan.noticed);
  }

  /** The house's clock, ISO 8601. */
  get time(): string {
    return new Date(this.#ports.now() + (this.door?.offset ?? 0)).toISOString();
  }

  /** One after the other: the second showing of a ticket sees the first. @throws when there is no list yet. */
  take(shown: string, how: 'camera' | 'typed'): Promise<Said> {
    const taken = this.#taking.then(() => this.#take(shown, how));
    this.#taking = taken.catch(() => {});
    return taken;
  }

  async #take(shown: string, how: 'camera' | 'typed'): Promise<Said> {
    if (!this.door) throw new Error('no list yet');
    const { online, newId, after, keep } = this.#ports;
    const decision = await decide(shown, how, { list: this.door.list, scans: this.scans, isGenuine: this.#isGenuine });
    const asks = online() && !this.problem;
    const id = newId();
    // What nobody can check is not promised to the house either: its holder is not let in.
    if (!decision.send || (decision.verdict === 'unchecked' && !online())) return signOf(decision, id);
    const { token, ticketId, number, verdict: said } = decision;
    const n = (this.scans.at(-1)?.n ?? 0) + 1;
    const scan: Scan = { id, n, show: this.#ports.show, token, at: this.time, ticketId, number, said };
    this.scans = [...this.scans, scan];
    await keep.saveScans([scan]).catch(() => {
      this.lasting = false;
    });
    const answer = new Promise<void>((done) => this.#answers.set(id, done));
    const told = this.tell();
    this.#ports.changed();
    const wait = said === 'unchecked' ? patience.unchecked : decision.late ? patience.late : patience.sure;
    if (asks || said === 'unchecked') await Promise.race([answer, told, after(wait)]);
    this.#answers.delete(id);
    return signOf(
      decision,
      id,
      this.scans.find((one) => one.id === id),
    );
  }

  /** Tells the house what waits, oldest first; never rejects, `problem` says what was wrong. */
  tell(): Promise<void> {
    // Begins a moment later, so that one that ends at once is not remembered as under way for ever.
    this.#telling ??= Promise.resolve().then(() => this.#tell());
    return this.#telling;
  }

  async #tell(): Promise<void> {
    try {
      while (this.waiting > 0) {
        // A batch keeps its shape once it may have reached the house; what surely did not leaves no mark.
        if (!this.#ports.online()) throw new Error('no network');
        const batch = nextBatch(this.scans, this.#ports.newId);
        await this.#replace(batch);
        const results = await this.#ports.house.tell(batch.map(({ id, token, at }) => ({ id, token, at })));
        const changed = batch.flatMap((scan) => {
          const result = results.find(({ id }) => id === scan.id);
          if (!result) return [];
          // Still standing before the sign, nobody was told anything else than the house's word.
          return [answered(this.#answers.has(scan.id) ? { ...scan, said: result.result } : scan, result)];
        });
        if (changed.length === 0) throw new Error('an answer without answers');
        await this.#replace(changed);
        this.problem = undefined;
        if (this.door) await this.#save({ ...this.door, syncedAt: this.time });
        for (const scan of changed) this.#announce(scan);
      }
    } catch (problem) {
      this.problem = problem;
    } finally {
      // At once after the last look at the queue: a scan that comes now begins a telling of its own.
      this.#telling = undefined;
      this.#ports.changed();
    }
  }

  /** Tells first, so that the list that comes knows of it. @throws what the house said. */
  async refresh(): Promise<void> {
    await this.tell();
    try {
      const before = this.#ports.now();
      const list = await this.#ports.house.list();
      const { now } = this.#ports;
      const apart = Date.parse(list.at) - (before + now()) / 2;
      // An older list that was slow to come does not undo a newer one.
      if (!this.door || Date.parse(list.at) >= Date.parse(this.door.list.at))
        await this.#save({ ...this.#blank(), ...this.door, list, offset: Math.abs(apart) > 5000 ? Math.round(apart) : 0 });
      if (this.waiting === 0) this.problem = undefined;
    } catch (problem) {
      this.problem = problem;
      throw problem;
    } finally {
      this.#ports.changed();
    }
  }

  /** The person has read it. */
  async notice(scanId: string): Promise<void> {
    await this.#replace(this.scans.filter(({ id }) => id === scanId).map((scan) => ({ ...scan, noticed: true })));
    this.#ports.changed();
  }

  #announce(scan: Scan): void {
    const stands = this.#answers.get(scan.id);
    if (stands) stands();
    else if (isConflict(scan) || scan.said === 'unchecked') this.#ports.corrected(signOfScan(scan));
  }

  #blank = () => ({ show: this.#ports.show, syncedAt: null });

  async #save(door: KeptDoor): Promise<void> {
    await this.#use(door);
    await this.#ports.keep.saveDoor(door).catch(() => {
      this.lasting = false;
    });
  }

  async #use(door: KeptDoor): Promise<void> {
    if (door.list.publicKey !== this.door?.list.publicKey) {
      this.#isGenuine = await tokenCheck(door.list.publicKey, this.#ports.subtle);
      this.checksAlone = this.#isGenuine !== undefined;
    }
    this.door = door;
  }

  async #replace(changed: readonly Scan[]): Promise<void> {
    const now = new Map(changed.map((scan) => [scan.id, scan]));
    this.scans = this.scans.map((scan) => now.get(scan.id) ?? scan);
    await this.#ports.keep.saveScans(changed).catch(() => {
      this.lasting = false;
    });
  }
}

/** The sign for a decision, or for what the house has made of it. */
function signOf({ token: _, send: __, ...decision }: Decision, id: string, scan?: Scan): Said {
  const own: Said = { ...decision, id, by: 'device', conflict: false };
  if (!scan?.answer) return own;
  const house = signOfScan(scan);
  return { ...house, typed: own.typed, firstBy: own.verdict === house.verdict ? own.firstBy : house.firstBy };
}

export const signOfScan = (scan: Scan): Said => {
  const verdict = outcomeOf(scan);
  return {
    verdict,
    id: scan.id,
    number: scan.number,
    ticketId: scan.ticketId,
    firstAt: verdict === 'already' ? (scan.answer?.firstAt ?? null) : null,
    firstBy: verdict === 'already' ? 'elsewhere' : null,
    by: scan.answer ? 'house' : 'device',
    late: false,
    typed: false,
    conflict: isConflict(scan),
  };
};
