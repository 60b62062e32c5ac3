/** Who has a show's channel: as its row says. */

import type { Carrier, Carriers } from '../../providers/carriers.ts';
import { NobodyCarries } from '../../providers/media/port.ts';
import type { CarrierName } from '../../providers/stage/port.ts';
import type { ShowInput } from '../../workflows/shows/messages.ts';
import { inTransaction } from '../context.ts';

/** Null where the show has no channel. @throws NobodyCarries when the house no longer has who made it */
export async function channelOf(
  carriers: Carriers,
  { tenantId, showId }: ShowInput,
): Promise<{ channelId: string; carrier: Carrier } | null> {
  const [row] = await inTransaction((tx) =>
    tx.execute<Array<{ channelId: string | null; provider: CarrierName | null }>>(
      'select channel_id as "channelId", provider from stages where tenant_id = ? and show_id = ?',
      [tenantId, showId],
    ),
  );
  if (!row?.channelId || !row.provider) return null;
  return { channelId: row.channelId, carrier: carriers.named(row.provider) };
}

/** Of a step that knows its channel. @throws NobodyCarries */
export async function carrierOf(carriers: Carriers, of: ShowInput): Promise<Carrier> {
  const found = await channelOf(carriers, of);
  if (!found) throw new NobodyCarries('The show has no channel any more');
  return found.carrier;
}
