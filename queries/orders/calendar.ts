/** What a calendar entry of an order is made of. */
import type { Language, LocalText } from '../../domain/language.ts';
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

/** In the language the order was made in: a calendar that fetches the file says none. Undefined when it is not this person's, or never was paid. */
export async function calendarEventOf(
  readers: Readers,
  personId: string,
  orderId: string,
): Promise<(CalendarRow & { language: Language }) | undefined> {
  const [mine] = await readers
    .person(personId)
    .execute<Array<{ showId: string; language: Language }>>(
      'select show_id as "showId", language from orders where id = ? and paid_at is not null',
      [orderId],
    );
  const event = mine && (await calendarEventOfShow(readers, mine.showId));
  return event && { ...event, language: mine.language };
}

/** The language of whoever holds a ticket for this show, as its letters speak to them. */
export async function holdersLanguage(readers: Readers, personId: string, showId: string): Promise<Language | undefined> {
  const [row] = await readers.platform().execute<Array<{ language: Language }>>(
    `select coalesce(p.language, c.language) as language from shows s join contacts c on c.tenant_id = s.tenant_id and c.person_id = ?
       left join people p on p.id = c.person_id where s.id = ?`,
    [personId, showId],
  );
  return row?.language;
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
