/** The contract of immersive stages, on LiveKit as it is and on the stand-in of IVS real-time. */
import { missingLiveKit } from '../support/livekit.ts';
import { stageContract } from './stage-contract.ts';
import { ivsStageDriver } from './stage-ivs-realtime.ts';
import { liveKitDriver } from './stage-livekit.ts';

stageContract('LiveKit', liveKitDriver, missingLiveKit);
stageContract('AWS IVS real-time', ivsStageDriver);
