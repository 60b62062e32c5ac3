/** How long the house needed to be itself again: said in the test's output, and kept where RAMPA_RECOVERY_FILE says. */
import { appendFileSync } from 'node:fs';

export type Stopwatch = { recovered(): number };

/** @param after what had happened, `kill -9 of Postgres in the middle of an order` */
export function sinceFault(after: string): Stopwatch {
  const began = Date.now();
  return {
    recovered() {
      const seconds = (Date.now() - began) / 1000;
      const line = `recovered in ${seconds.toFixed(1)} s after ${after}`;
      console.log(line);
      const file = process.env['RAMPA_RECOVERY_FILE'];
      if (file) appendFileSync(file, `${line}\n`);
      return seconds;
    },
  };
}
