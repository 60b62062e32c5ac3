/** The contract of media servers, on the embedded one as it is. */
import { mediaContract } from './media-contract.ts';
import { embeddedDriver } from './media-embedded.ts';

mediaContract('the embedded server', embeddedDriver);
