/** What a calendar entry of an order is made of. */
import type { LocalText } from '../../domain/language.ts';
import type { Readers } from '../readers.ts';

export type CalendarRow = {
  showId: string;
  revision: number;
  changedAt: Date;
  cancelled: boolean;
  title: LocalText;
  theatre: LocalText;
  startsAt: Date;
  minutes: number;
};

/** Undefined when it is not this person's, or never was paid. */
export async function calendarEventOf(readers: Readers, personId: string, orderId: string): Promise<CalendarRow | undefined> {
  const [mine] = await readers
    .person(personId)
    .execute<Array<{ show_id: string }>>('select show_id from orders where id = ? and paid_at is not null', [orderId]);
  return mine && calendarEventOfShow(readers, mine.show_id);
}

export async function calendarEventOfShow(readers: Readers, showId: string): Promise<CalendarRow | undefined> {
  const [row] = await readers.platform().execute<CalendarRow[]>(
    `select s.id as "showId", s.revision, coalesce(s.cancelled_at, s.moved_at, s.created_at) as "changedAt", s.status = 'cancelled' as cancelled,
       p.title, g.name as theatre, s.starts_at as "startsAt", p.minutes
     from shows s join productions p on p.tenant_id = s.tenant_id and p.id = s.production_id join organisations g on g.id = s.tenant_id where s.id = ?`,
    [showId],
  );
  return row;
}
