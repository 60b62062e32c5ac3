/** What a stage manager told the stage to do: allowed, once for its request, on record. */

import type { ShowInput } from '../../workflows/shows/messages.ts';
import type { DirectionAsked } from '../../workflows/shows/stage-messages.ts';
import { answeredBefore, audit } from '../audit.ts';
import { authorise } from '../authorise.ts';
import { inTransaction } from '../context.ts';

export const createDirectionActivities = () => ({
  /** @throws BENIGN NotAllowed; a request that is on record stays allowed */
  async recordDirection({ direction, ...asked }: ShowInput & DirectionAsked): Promise<void> {
    const { tenantId, showId, by, requestId } = asked;
    await inTransaction(async (tx) => {
      await tx.execute('select 1 from stages where tenant_id = ? and show_id = ? for no key update', [tenantId, showId]);
      const entry = { tenantId, by, action: `stage:${direction.do}`, requestId, subject: `show:${showId}` };
      if (await answeredBefore(tx, entry)) return;
      await authorise(tx, asked, direction.do === 'settings' ? 'manageShows' : 'runStage');
      if (direction.do === 'settings') {
        const { countries, mark, archive, address } = direction;
        await tx.execute('update stages set mark = ?, archive = ?::jsonb, address = ? where tenant_id = ? and show_id = ?', [
          ...[mark, JSON.stringify(archive), address, tenantId, showId],
        ]);
        await tx.execute('update shows set countries = ?::jsonb where tenant_id = ? and id = ?', [
          ...[countries && JSON.stringify(countries), tenantId, showId],
        ]);
      }
      await audit(tx, entry, direction.do === 'interval' ? { minutes: direction.minutes } : {});
    });
  },
});
