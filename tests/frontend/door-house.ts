/** A house behind the door, in memory: it issues real tickets, judges scans as the house does, and counts each scan once. */
import { generateKeyPairSync, randomUUID } from 'node:crypto';
import type { z } from 'zod';
import { CheckInAnswers, CheckIns, DoorList } from '../../api/schemas/organiser.ts';
import { rawPublicKey, ticketSigner, ticketVerifier } from '../../domain/ticket-token.ts';
import type { CheckInResult } from '../../domain/tickets.ts';
import { ticketNumber } from '../../domain/uuid.ts';

type Ticket = z.infer<typeof DoorList>['tickets'][number] & { showId: string; listed: boolean };
type Batch = z.infer<typeof CheckIns>;
type Answer = z.infer<typeof CheckInAnswers>['results'][number];

export const kinds = [
  { ru: 'Партер', en: 'Stalls' },
  { ru: 'Ложа', en: 'Box' },
];

export type DoorHouse = ReturnType<typeof openDoorHouse>;

/** @param given `startsIn`: until the beginning, in hours. */
export function openDoorHouse({ now = () => Date.now(), startsIn = 1 }: { now?: () => number; startsIn?: number } = {}) {
  const state = { startsIn };
  const { privateKey, publicKey } = generateKeyPairSync('ed25519', {
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
    publicKeyEncoding: { type: 'spki', format: 'pem' },
  });
  const signer = ticketSigner(privateKey);
  const verifier = ticketVerifier(publicKey);
  const showId = randomUUID();
  const tickets = new Map<string, Ticket>();
  const recorded = new Map<string, { result: CheckInResult; ticketId: string | null }>();
  /** Every batch that came, the repeated ones too. */
  const batches: Batch[] = [];

  /** @returns its token. */
  function sell({ show = showId, kind = 0, listed = true } = {}) {
    const id = randomUUID();
    const number = ticketNumber(id);
    tickets.set(id, { id, number, typeName: kinds[kind]!, state: 'valid', usedAt: null, showId: show, listed });
    return { id, number, token: signer.sign({ ticketId: id, showId: show }) };
  }

  function judge(token: string): { result: CheckInResult; ticketId: string | null } {
    const numbered = [...tickets.values()].find(({ number, showId: show }) => number === token && show === showId);
    const claims = numbered ? { ticketId: numbered.id, showId } : verifier.verify(token);
    if (!claims) return { result: 'forged', ticketId: null };
    const ticket = tickets.get(claims.ticketId);
    if (claims.showId !== showId) return { result: 'otherShow', ticketId: ticket ? claims.ticketId : null };
    if (!ticket) return { result: 'unknown', ticketId: null };
    if (ticket.state === 'revoked') return { result: 'revoked', ticketId: ticket.id };
    return { result: ticket.usedAt ? 'already' : 'admitted', ticketId: ticket.id };
  }

  function record({ id, token, at }: Batch['scans'][number]): Answer {
    const known = recorded.get(id);
    const { result, ticketId } = known ?? judge(token);
    recorded.set(id, { result, ticketId });
    const ticket = ticketId ? tickets.get(ticketId) : undefined;
    if (!known && result === 'admitted') ticket!.usedAt = new Date(Math.min(Date.parse(at), now())).toISOString();
    const { number = null, typeName = null, usedAt: firstAt = null } = ticket ?? {};
    return { id, result, ticketId, number, typeName, firstAt };
  }

  return {
    showId,
    state,
    sell,
    batches,
    /** Scans that counted. */
    recorded,
    revoke: (id: string) => Object.assign(tickets.get(id)!, { state: 'revoked' }),
    usedAt: (id: string) => tickets.get(id)?.usedAt ?? null,
    /** From now on it is on the list. */
    enlist: (id: string) => Object.assign(tickets.get(id)!, { listed: true }),
    list: () =>
      DoorList.parse({
        show: {
          id: showId,
          code: 'GULL01',
          startsAt: new Date(now() + state.startsIn * 3_600_000).toISOString(),
          timeZone: 'Europe/Moscow',
          status: 'announced',
          title: { ru: 'Чайка', en: 'The Seagull' },
        },
        publicKey: rawPublicKey(publicKey),
        tickets: [...tickets.values()]
          .filter(({ showId: show, listed }) => show === showId && listed)
          .map(({ showId: _, listed: __, ...ticket }) => ticket),
        at: new Date(now()).toISOString(),
      }),
    checkIn(heard: unknown) {
      const batch = CheckIns.parse(heard);
      batches.push(batch);
      return CheckInAnswers.parse({ results: batch.scans.map(record) });
    },
  };
}
