/** No picture at the start: whoever runs stages is told, once, and it waits on the organisation's list. */
import type { Language } from '../../domain/language.ts';
import { may, type Role } from '../../domain/members.ts';
import { noPicture } from '../../domain/notices.ts';
import type { ShowInput } from '../../workflows/shows/messages.ts';
import { currentEm, inTransaction } from '../context.ts';
import { type NotifyDeps, notify } from '../messaging/notify.ts';
import { askOperator } from '../payments/attention.ts';

export type AlertDeps = NotifyDeps & { publicUrl: string };
type Row = {
  personId: string;
  role: Role;
  telegramId: number | null;
  email: string | null;
  name: string | null;
  language: Language;
  timeZone: string | null;
};

export const createAlertActivities = (deps: AlertDeps) => ({
  /** @param startsAt ISO 8601: a show that was moved may be told of again. */
  async alertNoPicture({ tenantId, showId, startsAt }: ShowInput & { startsAt: string }): Promise<void> {
    const em = currentEm();
    const [show] = await em.execute<Array<{ title: { ru: string; en: string }; startsAt: Date; timeZone: string; slug: string }>>(
      `select p.title, s.starts_at as "startsAt", s.time_zone as "timeZone", g.slug from shows s
       join productions p on p.tenant_id = s.tenant_id and p.id = s.production_id join organisations g on g.id = s.tenant_id
       where s.tenant_id = ? and s.id = ?`,
      [tenantId, showId],
    );
    if (!show) return;
    await inTransaction((tx) =>
      askOperator(tx, {
        ...{ tenantId, orderId: null, kind: 'noPicture', key: `stage:${showId}:no-picture:${startsAt}` },
        details: { showId, startsAt },
      }),
    );
    const members = await em.execute<Row[]>(
      `select m.person_id as "personId", m.role, c.telegram_id as "telegramId", c.email, c.name, coalesce(p.language, c.language) as language,
         coalesce(p.time_zone, c.time_zone) as "timeZone"
       from members m join contacts c on c.tenant_id = m.tenant_id and c.person_id = m.person_id left join people p on p.id = m.person_id
       where m.tenant_id = ? and m.removed_at is null order by m.person_id`,
      [tenantId],
    );
    const url = new URL(`/my/${show.slug}/shows/${showId}/stage`, deps.publicUrl).href;
    for (const { role, ...to } of members.filter((member) => may(member.role, 'runStage')))
      await notify(deps, {
        ...{ tenantId, orderId: null, to: { ...to, bot: 'platform' }, key: `no-picture:${showId}:${startsAt}:${to.personId}` },
        ...{ whenUnknown: 'again', telegram: noPicture(show, to, url) },
      });
  },
});
