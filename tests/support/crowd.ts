/** Pages by the hundred: they speak engine.io 4 and socket.io 5 themselves, come again when they are cut off, and send again what nobody accepted. */
import { randomUUID } from 'node:crypto';
import type { Said } from '../../api/live/messages.ts';
import { type Frames, frameOf, openFrames } from './frames.ts';
import { Heard } from './heard.ts';

export class CrowdPage extends Heard {
  /** How often it was let in. */
  entered = 0;
  inside = false;
  readonly refused: string[] = [];
  readonly said: Said[] = [];
  readonly over: string[] = [];
  readonly #at: { port: () => number; pass: string };
  readonly #answers = new Map<number, (said: Said) => void>();
  #frames: Frames | undefined;
  #asked = 0;
  #gone = false;
  /** How often it was cut off. */
  cuts = 0;

  /** @param web asked at each try */
  constructor(web: () => string, pass: string) {
    super();
    this.#at = { port: () => Number(new URL(web()).port), pass };
    this.#connect();
  }

  /** A real page waits for 0.3 to 1.5 s. */
  #connect(): void {
    const closed = () => {
      this.inside = false;
      this.cuts += 1;
      if (!this.#gone) setTimeout(() => this.#gone || this.#connect(), 300 + Math.random() * 1200);
    };
    const heard = (message: Buffer) => this.#hear(message);
    this.#frames = openFrames({ port: this.#at.port(), path: '/live/?EIO=4&transport=websocket', heard, closed });
  }

  #hear(message: Buffer): void {
    const [engine, socket] = [message[0], message[1]];
    if (engine === code('0')) this.#send(`40${JSON.stringify({ pass: this.#at.pass, cursor: this.cursor, language: 'en' })}`);
    else if (engine === code('2')) this.#send('3');
    else if (socket === code('2')) this.hear(eventOf(message), message.length);
    else if (socket === code('3')) this.#answered(message.toString());
    else if (socket === code('4')) {
      this.refused.push(JSON.parse(message.toString('utf8', 2)).data?.error);
      this.#frames?.close();
    } else if (socket === code('1')) this.#frames?.close();
  }

  /** @param bytes of the message that it came in */
  protected hear([event, word]: [string, never], _bytes: number): void {
    if (event === 'news') this.hearNews(word);
    else if (event === 'over') this.over.push((word as { error: string }).error);
    else if (event === 'welcome') {
      this.hearWelcome(word);
      this.entered += 1;
      this.inside = true;
      for (const [id, line] of this.own) this.#ask({ id, ...line });
    }
  }

  /** @returns its id; sent again after each cut, until it is accepted or refused */
  say(text: string, { id = randomUUID() as string, name = '' } = {}): string {
    this.own.set(id, { text, name });
    if (this.inside) this.#ask({ id, text, name });
    return id;
  }

  #ask(line: { id: string; text: string; name: string }): void {
    this.#asked += 1;
    this.#answers.set(this.#asked, (said) => {
      this.said.push(said);
      if (!said.ok && said.error !== 'Busy') this.own.delete(line.id);
    });
    this.#send(`42${this.#asked}${JSON.stringify(['say', line])}`);
  }
  #answered(message: string): void {
    const [, number = '', body = ''] = /^43(\d+)(.*)$/s.exec(message) ?? [];
    const [said] = JSON.parse(body) as [Said];
    const asked = this.#answers.get(Number(number));
    if (asked) asked(said);
    else this.said.push(said);
    this.#answers.delete(Number(number));
  }

  emit(event: string, ...words: unknown[]): void {
    this.#send(`42${JSON.stringify([event, ...words])}`);
  }
  /** What no page of ours sends. @param kind of a frame: 1 text, 2 binary */
  throwAt(message: string | Buffer, kind = 1): void {
    this.#frames?.raw(frameOf(message, kind));
  }
  #send(message: string): void {
    this.#frames?.send(message);
  }
  close(): void {
    this.#gone = true;
    this.#frames?.close();
  }
}

const code = (letter: string) => letter.charCodeAt(0);

/** All pages of a show are told the same: it is read once. */
const recent: Array<{ bytes: Buffer; event: [string, never] }> = [];
function eventOf(message: Buffer): [string, never] {
  const known = recent.find(({ bytes }) => bytes.equals(message));
  if (known) return known.event;
  const event = JSON.parse(message.toString('utf8', 2)) as [string, never];
  recent.unshift({ bytes: Buffer.from(message), event });
  if (recent.length > 8) recent.pop();
  return event;
}
