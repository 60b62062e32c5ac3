/** What `npm run bench:live` says of the chat, as a person reads it. */
import type { Chat, ChatFigures, ChatSize } from './chat-rounds.ts';
import { type Aim, isKept } from './table.ts';

export const chatAims = ({ rampa, bare }: Chat): Aim[] => [
  { name: 'deliveries/s, of a bare ws server', is: rampa.deliveries / bare.deliveries, aim: 0.5, atLeast: true },
  { name: 'ms, p99 of a delivery at ten lines a second', is: rampa.p99, aim: 250, atLeast: false },
];

export function chatTable(size: ChatSize & Chat): string {
  const { pages, rampa, bare } = size;
  return [
    `Chat, ${pages} pages, the middle of ${size.rounds} rounds in turn`,
    ...chatAims(size).map((aim) => {
      const is = aim.is.toFixed(aim.atLeast ? 2 : 0).padStart(5);
      return `${isKept(aim) ? '✓' : '✗'} ${is}  ${aim.name} (aim ${aim.atLeast ? '≥' : '≤'} ${aim.aim})`;
    }),
    ...[side('Rampa', rampa), side('bare', bare)],
    `  of a processor a delivery, at ten lines a second: ${(bare.cpu / rampa.cpu).toFixed(2)} of bare's deliveries`,
  ].join('\n');
}

function side(name: string, { deliveries, frames, p50, p99, cpu, bytes, viewer }: ChatFigures): string {
  const fast = `${deliveries.toFixed(0)} deliveries/s (${frames.toFixed(2)} messages each)`;
  const calm = `p50 ${p50} ms, p99 ${p99} ms, ${cpu.toFixed(1)} µs of a processor, ${bytes.toFixed(0)} bytes`;
  return `  ${name.padEnd(5)} ${fast}; at ten lines a second ${calm}; memory of a page ${viewer.toFixed(0)} kB`;
}
