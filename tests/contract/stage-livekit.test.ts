/** The contract of immersive stages, on LiveKit as it is. */
import { missingLiveKit } from '../support/livekit.ts';
import { stageContract } from './stage-contract.ts';
import { liveKitDriver } from './stage-livekit.ts';

stageContract('LiveKit', liveKitDriver, missingLiveKit);
