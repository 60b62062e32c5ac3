/** Sends a camera to a media server by WHIP (RFC 9725): one offer, one answer, and a DELETE at the end. */

/** The server understood and said no: a key that is over, or somebody who streams already. */
export class WhipRefused extends Error {
  override name = 'WhipRefused';
  readonly status: number;
  constructor(status: number) {
    super(`the media server answered ${status}`);
    this.status = status;
  }
}

export type WhipTarget = { url: string; key: string };
export type WhipSession = {
  connection: RTCPeerConnection;
  /** Tells the server, and lets the camera go on. */
  close: () => void;
};

/** Milliseconds to wait for the browser's own addresses; those that come later are not missed on a plain network. */
const gatherFor = 2000;
const patience = 15_000;

function gathered(connection: RTCPeerConnection): Promise<void> {
  if (connection.iceGatheringState === 'complete') return Promise.resolve();
  return new Promise((resolve) => {
    setTimeout(resolve, gatherFor);
    connection.addEventListener('icegatheringstatechange', () => {
      if (connection.iceGatheringState === 'complete') resolve();
    });
  });
}

/** Players get what the camera sends, unchanged: H.264 is what all of them can show. */
function preferH264(transceiver: RTCRtpTransceiver): void {
  const codecs = RTCRtpSender.getCapabilities('video')?.codecs ?? [];
  const first = codecs.filter(({ mimeType }) => mimeType.toLowerCase() === 'video/h264');
  if (first.length > 0) transceiver.setCodecPreferences([...first, ...codecs.filter((codec) => !first.includes(codec))]);
}

/** @throws WhipRefused for good; anything else: asking again is safe */
export async function sendByWhip({ url, key }: WhipTarget, stream: MediaStream): Promise<WhipSession> {
  const connection = new RTCPeerConnection();
  try {
    for (const track of stream.getTracks()) {
      const transceiver = connection.addTransceiver(track, { direction: 'sendonly', streams: [stream] });
      if (track.kind === 'video') preferH264(transceiver);
    }
    await connection.setLocalDescription();
    await gathered(connection);
    const response = await fetch(url, {
      method: 'POST',
      headers: { 'Content-Type': 'application/sdp', Authorization: `Bearer ${key}` },
      body: connection.localDescription?.sdp ?? '',
      signal: AbortSignal.timeout(patience),
    });
    if ([400, 401, 403, 404, 409].includes(response.status)) throw new WhipRefused(response.status);
    if (!response.ok) throw new Error(`the media server answered ${response.status}`);
    const resource = response.headers.get('Location');
    await connection.setRemoteDescription({ type: 'answer', sdp: await response.text() });
    return {
      connection,
      close() {
        connection.close();
        if (!resource) return;
        const headers = { Authorization: `Bearer ${key}` };
        // A page that is being closed may still say so; a server that does not hear it notices by itself.
        void fetch(new URL(resource, new URL(url, location.href)), { method: 'DELETE', headers, keepalive: true }).catch(
          () => {},
        );
      },
    };
  } catch (fault) {
    connection.close();
    throw fault;
  }
}
