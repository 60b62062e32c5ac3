/** What everybody may read, read once for all who ask at the same time: on the evening that sales open, the playbill is asked for by all of them. */

/**
 * Nobody is answered from before they asked: whoever comes while a read is under way shares the next one.
 * @returns asks for it; a read that fails fails for those who share it, and for nobody after them.
 */
export function sharedRead<T>(read: () => Promise<T>): () => Promise<T> {
  let running: Promise<T> | undefined;
  let next: Promise<T> | undefined;
  const begin = (): Promise<T> => {
    const own = read();
    const over = () => {
      if (running === own) running = undefined;
    };
    running = own;
    own.then(over, over);
    return own;
  };
  return () => {
    if (!running) return begin();
    next ??= running
      .catch(() => undefined)
      .then(() => {
        next = undefined;
        return begin();
      });
    return next;
  };
}
