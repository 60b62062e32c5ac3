/** What our own LiveKit is told, from the settings of this start. */
import { stageAddresses } from '../domain/addresses.ts';
import type { Environment } from '../domain/environment.ts';
import type { LiveKitOptions, LiveKitTurn } from '../media/livekit/config.ts';
import type { Settings } from './settings.ts';

export function stageOptions({ environment, data, addresses }: Settings): LiveKitOptions {
  const { HOST, LOG_LEVEL, STAGE_NODE_IP } = environment;
  return {
    ...{ host: HOST, port: environment.STAGE_PORT, udpPort: environment.STAGE_UDP_PORT, tcpPort: environment.STAGE_TCP_PORT },
    nodeIp: STAGE_NODE_IP,
    figures: { port: environment.STAGE_METRICS_PORT, password: data.secret('livekit-figures') },
    turn: turnOf(environment),
    key: { name: environment.LIVEKIT_API_KEY ?? 'rampa', secret: environment.LIVEKIT_API_SECRET ?? data.secret('livekit') },
    webhookUrl: `${addresses.web}/webhooks/media/livekit`,
    logLevel: LOG_LEVEL === 'silent' ? 'error' : LOG_LEVEL,
  };
}

export const stageUrl = ({ environment }: Settings): string => stageAddresses(environment).url;

function turnOf(environment: Environment): LiveKitTurn | undefined {
  const { STAGE_TURN_DOMAIN: domain, STAGE_TURN_CERT: certFile, STAGE_TURN_KEY: keyFile } = environment;
  if (!domain) return undefined;
  const certificate = certFile && keyFile ? { certFile, keyFile } : undefined;
  return { domain, udpPort: environment.STAGE_TURN_UDP_PORT, tlsPort: environment.STAGE_TURN_TLS_PORT, certificate };
}
