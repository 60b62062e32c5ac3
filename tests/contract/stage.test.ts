/** The contract of immersive stages, on what has a stand-in. */
import { stageContract } from './stage-contract.ts';
import { ivsStageDriver } from './stage-ivs-realtime.ts';

stageContract('AWS IVS real-time', ivsStageDriver);
