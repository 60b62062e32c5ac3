/** How long the seats still wait for the payment. */
export type Countdown = { ended: boolean; seconds: number; text: string };

/** «14:59»; an hour and more reads «1:05:00». */
export function countdown(endsAt: string, now: number): Countdown {
  const seconds = Math.max(0, Math.ceil((Date.parse(endsAt) - now) / 1000));
  const two = (value: number) => String(value).padStart(2, '0');
  const hours = Math.floor(seconds / 3600);
  const minutes = Math.floor((seconds % 3600) / 60);
  const text = hours > 0 ? `${hours}:${two(minutes)}:${two(seconds % 60)}` : `${minutes}:${two(seconds % 60)}`;
  return { ended: seconds === 0, seconds, text };
}

/** Said aloud to a screen reader only when it matters: each full minute, and the last half minute once. */
export const worthSaying = ({ seconds }: Countdown): boolean => (seconds > 0 && seconds % 60 === 0) || seconds === 30;
