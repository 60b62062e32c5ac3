/** How long somebody waits before the next line. */

/** Whole seconds. @param notBefore what the house asked for, ms */
export function slowLeft(slowSeconds: number, saidAt: number, notBefore: number, now: number): number {
  const mode = slowSeconds > 0 ? saidAt + slowSeconds * 1000 : 0;
  return Math.max(0, Math.ceil((Math.max(mode, notBefore) - now) / 1000));
}
