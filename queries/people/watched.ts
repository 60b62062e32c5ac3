/** What a person has seen, and for how long. */
import type { LocalText } from '../../domain/language.ts';
import type { Readers } from '../readers.ts';

export type WatchedShow = {
  showId: string;
  code: string;
  title: LocalText;
  startsAt: Date;
  seconds: number;
  lastAt: Date;
  stars: number | null;
};

/** Newest first, a hundred at most. */
export async function watchedBy(readers: Readers, personId: string): Promise<WatchedShow[]> {
  const own = await readers
    .person(personId)
    .execute<Array<{ showId: string; seconds: number; lastAt: Date; stars: number | null }>>(
      `select w.show_id as "showId", sum(w.seconds)::int as seconds, max(w.last_at) as "lastAt",
       (select r.stars from ratings r where r.tenant_id = w.tenant_id and r.show_id = w.show_id and r.person_id = w.person_id) as stars
     from watch_times w where w.person_id = ? group by w.tenant_id, w.show_id, w.person_id having sum(w.seconds) > 0 order by 3 desc limit 100`,
      [personId],
    );
  if (own.length === 0) return [];
  const shows = await readers.platform().execute<Array<Pick<WatchedShow, 'showId' | 'code' | 'title' | 'startsAt'>>>(
    `select s.id as "showId", s.code, p.title, s.starts_at as "startsAt" from shows s
     join productions p on p.tenant_id = s.tenant_id and p.id = s.production_id where s.id = any(?::uuid[])`,
    [`{${own.map(({ showId }) => showId).join(',')}}`],
  );
  return own.flatMap((row) => {
    const show = shows.find(({ showId }) => showId === row.showId);
    return show ? [{ ...show, ...row }] : [];
  });
}
