/** No picture at the start: whoever runs stages is told, once, in Telegram or by mail; and it waits on the organisation's list. */
import type { Language, LocalText } from '../../domain/language.ts';
import { noPictureLetter } from '../../domain/letters/index.ts';
import { may, type Role } from '../../domain/members.ts';
import { noPicture } from '../../domain/notices.ts';
import type { ShowInput } from '../../workflows/shows/messages.ts';
import { currentEm, inTransaction } from '../context.ts';
import { type NotifyDeps, notify, type Told } from '../messaging/notify.ts';
import type { Recipient } from '../messaging/recipients.ts';
import { askOperator } from '../payments/attention.ts';

export type AlertDeps = NotifyDeps & { publicUrl: string };
type Show = { title: LocalText; theatre: LocalText; startsAt: Date; timeZone: string; slug: string };
type Missing = ShowInput & { startsAt: string };

export const createAlertActivities = (deps: AlertDeps) => {
  const tell = ({ tenantId, showId, startsAt }: Missing, show: Show, to: Recipient): Promise<Told> => {
    const deskUrl = new URL(`/my/${show.slug}/shows/${showId}/stage`, deps.publicUrl).href;
    const { language } = to;
    const evening = { ...show, timeZone: to.timeZone ?? show.timeZone };
    return notify(deps, {
      ...{ tenantId, orderId: null, to, key: `no-picture:${showId}:${startsAt}:${to.personId}` },
      ...{ whenUnknown: 'again', telegram: noPicture(show, to, deskUrl) },
      letter: () => noPictureLetter({ language, siteUrl: deps.publicUrl, evening, deskUrl }),
    });
  };

  return {
    /**
     * Each of them hears of it, also when another's messenger is away; it is then tried again for those who have not.
     * @param asked `startsAt` ISO 8601: a show that was moved may be told of again
     */
    async alertNoPicture(asked: Missing): Promise<void> {
      const show = await showOf(asked);
      if (!show) return;
      await note(asked, 'noPicture');
      const told: Told[] = [];
      const failed: unknown[] = [];
      for (const to of await runningStages(asked.tenantId))
        await tell(asked, show, to).then(
          (way) => told.push(way),
          (error: unknown) => failed.push(error),
        );
      if (failed.length > 0) throw failed[0];
      const heard = told.some((way) => way === 'telegram' || way === 'email');
      if (!heard) await note(asked, 'alertUnheard');
    },
  };
};

const note = ({ tenantId, showId, startsAt }: Missing, kind: 'noPicture' | 'alertUnheard'): Promise<void> =>
  inTransaction((tx) =>
    askOperator(tx, {
      ...{ tenantId, orderId: null, kind, details: { showId, startsAt } },
      key: `stage:${showId}:${kind === 'noPicture' ? 'no-picture' : 'alert-unheard'}:${startsAt}`,
    }),
  );

async function showOf({ tenantId, showId }: ShowInput): Promise<Show | undefined> {
  const [show] = await currentEm().execute<Show[]>(
    `select p.title, g.name as theatre, s.starts_at as "startsAt", s.time_zone as "timeZone", g.slug from shows s
     join productions p on p.tenant_id = s.tenant_id and p.id = s.production_id join organisations g on g.id = s.tenant_id
     where s.tenant_id = ? and s.id = ?`,
    [tenantId, showId],
  );
  return show;
}

/** Who works for the organisation and may run its stages; some may have neither Telegram nor an address. */
async function runningStages(tenantId: string): Promise<Recipient[]> {
  const members = await currentEm().execute<
    Array<Omit<Recipient, 'bot' | 'language'> & { role: Role; language: Language | null }>
  >(
    `select m.person_id as "personId", m.role, c.telegram_id as "telegramId", c.email, coalesce(m.name, c.name) as name,
       coalesce(p.language, c.language) as language, coalesce(p.time_zone, c.time_zone) as "timeZone"
     from members m left join contacts c on c.tenant_id = m.tenant_id and c.person_id = m.person_id left join people p on p.id = m.person_id
     where m.tenant_id = ? and m.removed_at is null order by m.person_id`,
    [tenantId],
  );
  return members
    .filter(({ role }) => may(role, 'runStage'))
    .map(({ role: _, language, ...to }) => ({ ...to, language: language ?? 'ru', bot: 'platform' }));
}
