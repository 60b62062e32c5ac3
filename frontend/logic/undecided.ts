/** Refusals after which nobody knows what became of the request: only the same id makes the next press the same wish. */
const undecided = ['Offline', 'Unreachable', 'Busy', 'Internal', 'TooManyRequests'];

export const isUndecided = (code: string): boolean => undecided.includes(code);
