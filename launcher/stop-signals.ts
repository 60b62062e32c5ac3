/** Ctrl-C and its relatives: the first asks to drain, the second to stop at once. */

/** npm hands on the signal that the terminal has sent us already: what follows this soon is the same press. */
const ECHO = 1000;

/** @param kill ends everything that runs. @returns aborted at the first signal */
export function listenForStop(kill: () => void): AbortSignal {
  const stop = new AbortController();
  let first = 0;
  const onSignal = () => {
    if (!stop.signal.aborted) {
      first = Date.now();
      stop.abort();
    } else if (Date.now() - first > ECHO) {
      kill();
      process.exit(130);
    }
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, onSignal);
  if (process.env['npm_lifecycle_event']) whenOrphaned(onSignal);
  return stop.signal;
}

/** A SIGTERM for npm ends npm and the shell between us, and never arrives here. */
function whenOrphaned(act: () => void): void {
  const parent = process.ppid;
  const watch = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(watch);
    act();
  }, 500).unref();
}
