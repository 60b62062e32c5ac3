/** Why the browser gives no camera or microphone. */
export type DeviceFault = 'denied' | 'missing' | 'busyDevice' | 'cannot';

const faults: Record<string, DeviceFault> = {
  ...{ NotAllowedError: 'denied', SecurityError: 'denied', NotFoundError: 'missing', OverconstrainedError: 'missing' },
  ...{ NotReadableError: 'busyDevice', AbortError: 'busyDevice' },
};
export const deviceFault = (refusal: unknown): DeviceFault => faults[(refusal as Error)?.name] ?? 'cannot';
