/** A cable that can misbehave: a TCP proxy which slows, cuts, swallows or half-delivers what passes through it. */
import { createServer, type Socket, connect as tcp } from 'node:net';
import { freePort } from '../support/servers.ts';

export type Trouble =
  /** Each piece comes so many ms later, in both directions. */
  | { latency: number }
  /** Nothing passes and nobody is told: an unplugged cable. */
  | { blackHole: true }
  /** Whoever knocks is cut off at once. */
  | { refuse: true }
  /**
   * The request passes and is done; its answer is cut, whole or after so many bytes.
   * @param once only on a connection on which this was said before
   * @param gone then nobody listens any more, until the trouble is over
   */
  | { loseAnswerTo: RegExp; times: number; after?: number; once?: RegExp; gone?: true };

export type Cable = {
  /** The same address by way of this cable. */
  by(url: string): string;
  /** What happens from now on; nothing gives the cable back its health. */
  trouble(how?: Trouble): void;
  /** Cuts every connection that is open now. @returns how many */
  cut(): number;
  /** Proof that the trouble was real: connections that it ended, answers that it lost, pieces that it slowed or swallowed. */
  readonly seen: { cut: number; lost: number; slowed: number; swallowed: number; refused: number };
  close(): Promise<void>;
};

/** @param targetOf where it leads, asked at each new connection */
export async function layCable(): Promise<Cable> {
  const seen = { cut: 0, lost: 0, slowed: 0, swallowed: 0, refused: 0 };
  const open = new Set<() => void>();
  let target: { host: string; port: number } | undefined;
  let now: Trouble | undefined;

  const server = createServer({ noDelay: true }, (near) => {
    near.on('error', () => {});
    if (!target || (now && 'refuse' in now)) {
      seen.refused += 1;
      return void near.destroy();
    }
    const far = tcp({ ...target, noDelay: true });
    far.on('error', () => {});
    const end = () => {
      open.delete(end);
      near.destroy();
      far.destroy();
    };
    open.add(end);
    near.once('close', end);
    far.once('close', end);
    let losing: { left: number; gone: boolean } | undefined;
    // Connections are kept and used again: what was said during another trouble says nothing of this one.
    let said: Trouble | undefined;
    carry(near, far, (piece) => {
      if (!now || !('loseAnswerTo' in now) || now.times === 0) return;
      const text = piece.toString('latin1');
      if (now.once?.test(text) ?? true) said = now;
      if (said !== now || !now.loseAnswerTo.test(text)) return;
      now.times -= 1;
      losing = { left: now.after ?? 0, gone: now.gone ?? false };
    });
    carry(far, near, (piece) => {
      if (!losing) return;
      seen.lost += 1;
      const begin = piece.subarray(0, losing.left);
      if (begin.length > 0) near.end(begin);
      end();
      if (!losing.gone) return;
      server.close();
      for (const other of [...open]) other();
    });
  });

  /** In order, each piece with the trouble of the moment at which it comes. */
  function carry(from: Socket, to: Socket, look: (piece: Buffer) => void): void {
    let before: Promise<void> = Promise.resolve();
    from.on('data', (piece: Buffer) => {
      if (now && 'blackHole' in now) {
        seen.swallowed += 1;
        return;
      }
      look(piece);
      if (to.destroyed) return;
      const wait = now && 'latency' in now ? now.latency : 0;
      if (wait > 0) seen.slowed += 1;
      const due = Date.now() + wait;
      before = before
        .then(() => new Promise<void>((pass) => (due > Date.now() ? setTimeout(pass, due - Date.now()) : pass())))
        .then(() => void (to.destroyed || to.write(piece)));
    });
  }

  const port = await freePort();
  await new Promise<void>((done) => server.listen(port, '127.0.0.1', done));
  return {
    by(url) {
      const straight = new URL(url);
      target = { host: straight.hostname, port: Number(straight.port) };
      return Object.assign(straight, { hostname: '127.0.0.1', port: String(port) }).href.replace(/\/$/, '');
    },
    trouble(how) {
      now = how;
      if (!server.listening) server.listen(port, '127.0.0.1');
    },
    cut() {
      const ended = [...open];
      for (const end of ended) end();
      seen.cut += ended.length;
      return ended.length;
    },
    seen,
    async close() {
      for (const end of [...open]) end();
      await new Promise((done) => server.close(done));
    },
  };
}
