/** Camera and microphone of this device: allowed, chosen, and how loud it is. */
import { computed, onScopeDispose, ref, shallowRef } from 'vue';

export type CameraFault = 'denied' | 'missing' | 'busyDevice' | 'cannot';

const faults: Record<string, CameraFault> = {
  ...{ NotAllowedError: 'denied', SecurityError: 'denied', NotFoundError: 'missing', OverconstrainedError: 'missing' },
  ...{ NotReadableError: 'busyDevice', AbortError: 'busyDevice' },
};

export function useCamera() {
  const stream = shallowRef<MediaStream>();
  const devices = shallowRef<MediaDeviceInfo[]>([]);
  const camera = ref('');
  const microphone = ref('');
  const fault = ref<CameraFault>();
  const opening = ref(false);
  /** From 0 to 1. */
  const level = ref(0);
  let context: AudioContext | undefined;
  let measuring: ReturnType<typeof setInterval> | undefined;
  let gone = false;

  const stopTracks = (of: MediaStream | undefined): void => {
    for (const track of of?.getTracks() ?? []) track.stop();
  };

  function measure(of: MediaStream): void {
    clearInterval(measuring);
    void context?.close().catch(() => {});
    if (of.getAudioTracks().length === 0) return;
    context = new AudioContext();
    const meter = context.createAnalyser();
    meter.fftSize = 512;
    context.createMediaStreamSource(of).connect(meter);
    const samples = new Float32Array(meter.fftSize);
    measuring = setInterval(() => {
      meter.getFloatTimeDomainData(samples);
      level.value = Math.min(1, Math.max(...samples.map(Math.abs)) * 2);
    }, 100);
  }

  /** Asks for what is chosen; the browser asks the person once. */
  async function open(): Promise<void> {
    if (opening.value) return;
    fault.value = undefined;
    if (!navigator.mediaDevices?.getUserMedia || typeof RTCPeerConnection === 'undefined') {
      fault.value = 'cannot';
      return;
    }
    opening.value = true;
    try {
      const opened = await navigator.mediaDevices.getUserMedia({
        video: {
          ...{ width: { ideal: 1280 }, height: { ideal: 720 }, frameRate: { ideal: 30 } },
          ...(camera.value ? { deviceId: { exact: camera.value } } : {}),
        },
        audio: microphone.value ? { deviceId: { exact: microphone.value } } : true,
      });
      if (gone) return stopTracks(opened);
      stopTracks(stream.value);
      stream.value = opened;
      // Their names are told only to whom the camera was allowed.
      devices.value = await navigator.mediaDevices.enumerateDevices();
      camera.value = opened.getVideoTracks()[0]?.getSettings().deviceId ?? '';
      microphone.value = opened.getAudioTracks()[0]?.getSettings().deviceId ?? '';
      measure(opened);
    } catch (refusal) {
      fault.value = faults[(refusal as Error).name] ?? 'cannot';
    } finally {
      opening.value = false;
    }
  }
  function close(): void {
    clearInterval(measuring);
    void context?.close().catch(() => {});
    context = undefined;
    stopTracks(stream.value);
    stream.value = undefined;
    level.value = 0;
  }
  onScopeDispose(() => {
    gone = true;
    close();
  });

  const ofKind = (kind: MediaDeviceKind) =>
    computed(() => devices.value.filter((device) => device.kind === kind && device.deviceId));
  return {
    ...{ stream, camera, microphone, fault, opening, level, open, close },
    ...{ cameras: ofKind('videoinput'), microphones: ofKind('audioinput') },
  };
}
