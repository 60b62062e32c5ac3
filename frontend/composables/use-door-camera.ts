/** The camera as a reader of codes: the browser's own reader where it has one, else a reader of our own on small pictures. */
import { onScopeDispose, ref, shallowRef, watch } from 'vue';
import { createLookClock } from '../logic/door/sightings.ts';
import { useVisible } from './use-online.ts';

type Detector = { detect(source: HTMLVideoElement): Promise<{ rawValue: string }[]> };
type DetectorClass = { new (options: { formats: string[] }): Detector; getSupportedFormats(): Promise<string[]> };
type Reader = (video: HTMLVideoElement) => Promise<string[]>;
export type CameraState = 'off' | 'opening' | 'on' | 'forbidden' | 'missing' | 'failed';

/** Pause between two looks (ms): the picture stays smooth and the battery lives. */
const pause = 120;
const width = 640;

async function nativeReader(): Promise<Reader | undefined> {
  const made = (globalThis as { BarcodeDetector?: DetectorClass }).BarcodeDetector;
  const formats = await made?.getSupportedFormats().catch((): string[] => []);
  if (!made || !formats?.includes('qr_code')) return undefined;
  const detector = new made({ formats: ['qr_code'] });
  return async (video) => (await detector.detect(video)).map(({ rawValue }) => rawValue);
}

async function ownReader(): Promise<Reader> {
  const { default: readCode } = await import('jsqr');
  const canvas = document.createElement('canvas');
  const pen = canvas.getContext('2d', { willReadFrequently: true });
  return async (video) => {
    if (!pen || video.videoWidth === 0) return [];
    canvas.width = Math.min(width, video.videoWidth);
    canvas.height = Math.round((canvas.width * video.videoHeight) / video.videoWidth);
    pen.drawImage(video, 0, 0, canvas.width, canvas.height);
    const picture = pen.getImageData(0, 0, canvas.width, canvas.height);
    // A ticket on a dark phone may be light on dark.
    const found = readCode(picture.data, picture.width, picture.height, { inversionAttempts: 'attemptBoth' });
    return found?.data ? [found.data] : [];
  };
}

/** Loaded with the page: without a network it must be there already. */
const reader = nativeReader().then((native) => native ?? ownReader());

const stateOf = (refused: unknown): CameraState => {
  const { name } = refused as DOMException;
  if (name === 'NotAllowedError' || name === 'SecurityError') return 'forbidden';
  return name === 'NotFoundError' || name === 'OverconstrainedError' ? 'missing' : 'failed';
};

/** @param saw is told what was read, and when by the clock of looks. */
export function useDoorCamera(saw: (text: string, at: number) => void) {
  const clock = createLookClock();
  const state = ref<CameraState>('off');
  const video = shallowRef<HTMLVideoElement | null>(null);
  const stream = shallowRef<MediaStream>();
  const torch = ref<boolean>();
  const visible = useVisible();
  let wanted = false;
  let timer: ReturnType<typeof setTimeout> | undefined;

  async function look(): Promise<void> {
    const element = video.value;
    const at = clock.look(Date.now());
    if (element && element.readyState >= element.HAVE_CURRENT_DATA && visible.value) {
      const found = await (await reader)(element).catch(() => []);
      for (const text of found) if (stream.value) saw(text, at);
    }
    if (stream.value) timer = setTimeout(look, pause);
  }

  async function open(): Promise<void> {
    wanted = true;
    if (state.value === 'opening' || state.value === 'on') return;
    if (!navigator.mediaDevices) {
      state.value = 'missing';
      return;
    }
    state.value = 'opening';
    try {
      const size = { width: { ideal: 1280 }, height: { ideal: 720 } };
      const opened = await navigator.mediaDevices.getUserMedia({ video: { facingMode: { ideal: 'environment' }, ...size } });
      if (!wanted) {
        // Closed again while the browser was asking.
        for (const track of opened.getTracks()) track.stop();
        return;
      }
      const [track] = opened.getVideoTracks();
      // A call, another app, a pulled cable: the way back is one press.
      track?.addEventListener('ended', close);
      torch.value = 'torch' in (track?.getCapabilities?.() ?? {}) ? false : undefined;
      stream.value = opened;
      state.value = 'on';
      clock.opened(Date.now());
      void look();
    } catch (refused) {
      state.value = stateOf(refused);
    }
  }

  function close(): void {
    wanted = false;
    clearTimeout(timer);
    for (const track of stream.value?.getTracks() ?? []) track.stop();
    stream.value = undefined;
    state.value = 'off';
  }

  async function switchTorch(): Promise<void> {
    const on = !torch.value;
    const [track] = stream.value?.getVideoTracks() ?? [];
    await track?.applyConstraints({ advanced: [{ torch: on } as MediaTrackConstraintSet] }).catch(() => {});
    torch.value = on;
  }

  watch([video, stream], ([element, shown]) => {
    if (!element) return;
    element.srcObject = shown ?? null;
    if (shown) void element.play().catch(() => {});
  });
  onScopeDispose(close);

  return { state, video, torch, open, close, switchTorch };
}

/** Whether the person has allowed the camera before: then nothing needs to be pressed. */
export async function cameraAllowed(): Promise<boolean> {
  const asked = navigator.permissions?.query({ name: 'camera' as PermissionName });
  return (await asked?.catch(() => undefined))?.state === 'granted';
}
