/** What the phone's lock screen and a headset's buttons know of the show. */
import { onScopeDispose, watch } from 'vue';

type Told = { title: string; artist: string; poster: string; playing: boolean };

export function useMediaSession(told: () => Told | undefined, player: { play: () => void; pause: () => void }): void {
  const session = 'mediaSession' in navigator ? navigator.mediaSession : undefined;
  if (!session) return;
  watch(
    told,
    (now) => {
      if (!now) return;
      const { title, artist, poster } = now;
      session.metadata = new MediaMetadata({ title, artist, artwork: [{ src: poster, sizes: '1080x1350' }] });
      session.playbackState = now.playing ? 'playing' : 'paused';
    },
    { immediate: true },
  );
  session.setActionHandler('play', () => player.play());
  session.setActionHandler('pause', () => player.pause());
  onScopeDispose(() => {
    session.metadata = null;
    session.playbackState = 'none';
    for (const action of ['play', 'pause'] as const) session.setActionHandler(action, null);
  });
}
