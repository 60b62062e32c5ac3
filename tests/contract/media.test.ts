/** The contract of media servers, on each that has a stand-in. */
import { mediaContract } from './media-contract.ts';
import { ivsDriver } from './media-ivs.ts';
import { mediaMtxDriver } from './media-mediamtx.ts';

mediaContract('AWS IVS', ivsDriver);
mediaContract('MediaMTX', mediaMtxDriver);
