/** Guards of the chat that a server can be started without, to show that somebody would notice. */
import type { Change } from '../simulation/guards.ts';

const [rules, sockets, pass] = ['api/live/chat-rules.ts', 'api/live/sockets.ts', 'domain/audience-pass.ts'];

export const guards = {
  /** A pass is believed whoever has signed it. */
  signedPass: [
    { file: pass, from: 'if (expected.length !== given.length || !timingSafeEqual(expected, given)) return undefined;', to: '' },
  ],
  /** However old it is. */
  freshPass: [{ file: pass, from: 'if (Number.parseInt(end, 36) * 1000 <= now) return undefined;', to: '' }],
  /** One ticket may come in as often as it likes. */
  arrivals: [
    { file: sockets, from: `arrivals.consume(\`\${showId}:\${ticketId ?? personId}\`).then(`, to: 'Promise.resolve().then(' },
  ],
  flood: [{ file: rules, from: `await floods.consume(\`\${room.show.showId}:\${personId}\`);`, to: '' }],
  lineLength: [{ file: rules, from: "if ([...text].length > longestLine) return { refusal: 'LineTooLong' };", to: '' }],
  /** Frames of any size are read. */
  frameSize: [{ file: sockets, from: 'maxHttpBufferSize: 32_000', to: 'maxHttpBufferSize: 100_000_000' }],
  /** A link that is written otherwise is none. */
  plainLinks: [
    {
      file: 'domain/audience.ts',
      from: "link.test(text.normalize('NFKC').replaceAll(/[\\u200b-\\u200f\\u2060\\ufeff\\u00ad]/g, ''))",
      to: 'link.test(text)',
    },
  ],
  /** Nor is a word. */
  plainWords: [
    { file: 'domain/audience.ts', from: '.replaceAll(/[aeopcyxkmtbh3460]/g, (letter) => alike[letter] ?? letter)', to: '' },
  ],
  /** When somebody spoke last is known only once the line is taken. */
  slowAtOnce: [
    { file: rules, from: '      room.saidAt.set(author, now);', to: '' },
    { file: rules, from: 'const given = ', to: '      room.saidAt.set(author, now);\n    const given = ' },
    { file: rules, from: 'try {', to: 'try { await new Promise((go) => setTimeout(go, 200));' },
  ],
  silence: [
    { file: rules, from: "if (room.isSilenced(personId, now)) return { refusal: 'ChatMuted' };", to: '' },
    { file: sockets, from: 'if (counted <= 0 || isMuted(room, page)) return;', to: 'if (counted <= 0) return;' },
  ],
  /** Whoever is in stays, whatever becomes of the ticket. */
  sweep: [{ file: 'api/live/hub.ts', from: 'if (bad.size > 0)', to: 'if (bad.size < 0)' }],
  /** An id belongs to nobody. */
  ownIds: [
    {
      file: sockets,
      from: "if (known) return known.author === author ? { ok: true, key: known.key } : problem('InvalidRequest');",
      to: 'if (known) return { ok: true, key: known.key };',
    },
  ],
  /** Whoever talks nonsense stays. */
  nonsense: [{ file: sockets, from: 'if (page.data.nonsense < mostNonsense) return;', to: 'return;' }],
} satisfies Record<string, Change[]>;
export type LiveGuard = keyof typeof guards;
