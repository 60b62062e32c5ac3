/** The picture over the whole screen, and in a window of its own: as each browser can. */
import { onScopeDispose, ref, type ShallowRef } from 'vue';
import { useTelegram } from '../use-telegram.ts';

/** Safari on a phone gives the whole screen to the video alone. */
type PhoneVideo = HTMLVideoElement & { webkitEnterFullscreen?: () => void };

export function useWholeScreen(box: Readonly<ShallowRef<HTMLElement | null>>, video: () => HTMLVideoElement | undefined) {
  const whole = ref(false);
  const apart = ref(false);
  const { webApp } = useTelegram();
  const look = () => {
    whole.value = document.fullscreenElement !== null;
  };
  const lookApart = () => {
    apart.value = document.pictureInPictureElement !== null;
  };
  document.addEventListener('fullscreenchange', look);
  document.addEventListener('enterpictureinpicture', lookApart, true);
  document.addEventListener('leavepictureinpicture', lookApart, true);
  onScopeDispose(() => {
    document.removeEventListener('fullscreenchange', look);
    document.removeEventListener('enterpictureinpicture', lookApart, true);
    document.removeEventListener('leavepictureinpicture', lookApart, true);
  });

  async function toggleWhole(): Promise<void> {
    if (document.fullscreenElement) return document.exitFullscreen();
    try {
      if (!box.value?.requestFullscreen) throw new Error('not for a box');
      await box.value.requestFullscreen();
      // Where the phone can be turned by the page, it is.
      await (screen.orientation as unknown as { lock?: (to: string) => Promise<void> }).lock?.('landscape').catch(() => {});
    } catch {
      const element = video() as PhoneVideo | undefined;
      if (element?.webkitEnterFullscreen) element.webkitEnterFullscreen();
      else if (webApp.value?.isVersionAtLeast?.('8.0')) webApp.value.requestFullscreen?.();
    }
  }
  async function toggleApart(): Promise<void> {
    // A browser that refuses keeps the picture where it is.
    if (document.pictureInPictureElement) await document.exitPictureInPicture().catch(() => {});
    else
      await video()
        ?.requestPictureInPicture?.()
        .catch(() => {});
  }
  return { whole, apart, canApart: document.pictureInPictureEnabled === true, toggleWhole, toggleApart };
}
