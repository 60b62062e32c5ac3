/** A place in a recording, and how far one is behind the live edge. */
const two = (value: number) => String(value).padStart(2, '0');

/** «1:12:40», «0:05»; seconds. */
export function positionWords(seconds: number): string {
  const whole = Math.max(0, Math.floor(seconds));
  const [hours, minutes] = [Math.floor(whole / 3600), Math.floor((whole % 3600) / 60)];
  return hours > 0 ? `${hours}:${two(minutes)}:${two(whole % 60)}` : `${minutes}:${two(whole % 60)}`;
}

/** Less than this behind the edge is live, in seconds: a part and its reload. */
export const liveTolerance = 6;
