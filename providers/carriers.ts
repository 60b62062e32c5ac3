/** Who carries a show: one house for pictures, one for rooms of people. A row says who carries it already. */
import type { Environment } from '../domain/environment.ts';
import type { ShowKind } from '../domain/shows.ts';
import { type MediaProvider, type MediaProviderName, NobodyCarries } from './media/port.ts';
import type { CarrierName, StageProvider, StageProviderName } from './stage/port.ts';

export type MediaCarrier = { name: MediaProviderName; provider: MediaProvider };
export type StageCarrier = { name: StageProviderName; provider: StageProvider };
export type Carrier = MediaCarrier | StageCarrier;
export type Carriers = {
  /** @throws NobodyCarries for a kind that is not ours to carry */
  forKind(kind: ShowKind): Carrier;
  /** @param name what a row says. @throws NobodyCarries when the house no longer has it */
  named(name: CarrierName): Carrier;
  all: Carrier[];
};

export function carriersOf({ media, rooms }: { media: MediaCarrier; rooms: StageCarrier }): Carriers {
  const all = [media, rooms];
  return {
    all,
    forKind(kind) {
      if (kind === 'stream') return media;
      if (kind === 'immersive') return rooms;
      throw new NobodyCarries(`A show of the kind ${kind} is not ours to carry`);
    },
    named(name) {
      const found = all.find((carrier) => carrier.name === name);
      if (!found) throw new NobodyCarries(`This house no longer has ${name}`);
      return found;
    },
  };
}

/** A room of people can say who is in it. */
export const isStage = (carrier: Carrier): carrier is StageCarrier => 'people' in carrier.provider;

/** Whether this house has a server for rooms of people. */
export const hasStages = ({ STAGE_PROVIDER }: Pick<Environment, 'STAGE_PROVIDER'>): boolean => STAGE_PROVIDER !== 'none';
