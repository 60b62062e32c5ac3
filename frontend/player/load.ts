/** Fetches the player when a picture is wanted. */
export async function loadPlayer() {
  // The pages dress it themselves.
  (window as unknown as { VIDEOJS_NO_DYNAMIC_STYLE: boolean }).VIDEOJS_NO_DYNAMIC_STYLE = true;
  return import('./video-js.ts');
}
