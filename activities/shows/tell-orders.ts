/** A moved or cancelled show reaches its orders: page by page, one signal each, from where a dead worker stopped. */
import { activityInfo, cancellationSignal, heartbeat } from '@temporalio/activity';
import type { ShowChanged } from '../../workflows/orders/messages.ts';
import type { ShowInput } from '../../workflows/shows/messages.ts';
import { currentEm, inTransaction } from '../context.ts';
import { askOperator } from '../payments/attention.ts';
import type { Signals } from '../signals.ts';

export type ChangeOfShow = ShowInput & { change: ShowChanged };

const page = 100;
const concerned = `tenant_id = ? and show_id = ? and phase in ('held', 'awaitingPayment', 'paid') and show_revision < ?`;

export const createTellOrdersActivities = ({ signals }: { signals: Signals }) => ({
  /** Signals every order that has not dealt with the change; one that hears it twice knows it by its revision. */
  async tellOrders({ tenantId, showId, change }: ChangeOfShow): Promise<void> {
    let after: string = activityInfo().heartbeatDetails ?? '00000000-0000-0000-0000-000000000000';
    for (;;) {
      cancellationSignal().throwIfAborted();
      const rows = await currentEm().execute<Array<{ id: string; phase: string }>>(
        `select id, phase from orders where ${concerned} and id > ? order by id limit ${page}`,
        [tenantId, showId, change.revision, after],
      );
      for (let first = 0; first < rows.length; first += 10)
        await Promise.all(
          rows.slice(first, first + 10).map(async ({ id, phase }) => {
            if (!(await signals.showChanged(id, change))) await giveUp({ tenantId, orderId: id, phase, change });
          }),
        );
      const last = rows.at(-1);
      if (!last) return;
      after = last.id;
      heartbeat(after);
    }
  },

  /** How many orders have not dealt with it yet. */
  async untoldOrders({ tenantId, showId, change }: ChangeOfShow): Promise<number> {
    const [row] = await currentEm().execute<Array<{ untold: number }>>(
      `select count(*)::int as untold from orders where ${concerned}`,
      [tenantId, showId, change.revision],
    );
    return row!.untold;
  },

  async finishShowChange({ tenantId, showId, change, untold }: ChangeOfShow & { untold: number }): Promise<void> {
    await inTransaction(async (tx) => {
      if (untold > 0)
        return askOperator(tx, {
          ...{ tenantId, orderId: null, kind: 'showChangeStuck', key: `show-change:${showId}:${change.revision}` },
          details: { showId, revision: change.revision, change: change.kind, untold },
        });
      await tx.execute(
        'update show_changes set finished_at = coalesce(finished_at, now()) where tenant_id = ? and show_id = ? and revision = ?',
        [tenantId, showId, change.revision],
      );
    });
  },
});

/** Nobody is there to hear it: whoever has paid is an operator's, the others had nothing yet. */
async function giveUp({
  tenantId,
  orderId,
  phase,
  change,
}: {
  tenantId: string;
  orderId: string;
  phase: string;
  change: ShowChanged;
}) {
  await inTransaction(async (tx) => {
    if (phase === 'paid')
      await askOperator(tx, {
        ...{ tenantId, orderId, kind: 'orderWithoutProcess', key: `without-process:${orderId}:${change.revision}` },
        details: { change: change.kind, revision: change.revision, startsAt: change.startsAt },
      });
    await tx.execute('update orders set show_revision = greatest(show_revision, ?) where tenant_id = ? and id = ?', [
      change.revision,
      tenantId,
      orderId,
    ]);
  });
}
