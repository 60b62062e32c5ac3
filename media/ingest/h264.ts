/** What a decoder must know before the first frame, picked out of RTP (RFC 6184): ffmpeg need not wait and guess. */

export type ParameterSets = { sps?: Buffer; pps?: Buffer };

const SPS = 7;
const PPS = 8;
/** Several units in one packet, each behind its length in two bytes. */
const STAP_A = 24;

/** Adds what this packet holds. @param payload of one RTP packet. */
export function collectParameterSets(sets: ParameterSets, payload: Buffer): void {
  for (const unit of unitsIn(payload)) {
    const type = unit[0]! & 0x1f;
    if (type === SPS) sets.sps = Buffer.from(unit);
    if (type === PPS) sets.pps = Buffer.from(unit);
  }
}

/** As an SDP tells them; undefined until both are there. */
export const spropOf = ({ sps, pps }: ParameterSets): string | undefined =>
  sps && pps ? `${sps.toString('base64')},${pps.toString('base64')}` : undefined;

function* unitsIn(payload: Buffer): Generator<Buffer> {
  if (payload.length < 2) return;
  if ((payload[0]! & 0x1f) !== STAP_A) return yield payload;
  for (let at = 1; at + 2 < payload.length; ) {
    const length = payload.readUInt16BE(at);
    if (length === 0 || at + 2 + length > payload.length) return;
    yield payload.subarray(at + 2, at + 2 + length);
    at += 2 + length;
  }
}
