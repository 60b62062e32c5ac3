/** How an organisation reaches a person: what is new is added, what is known stays. */
import type { EntityManager } from '@mikro-orm/postgresql';
import type { Language } from '../../domain/language.ts';
import type { Contact } from '../../domain/orders.ts';

export async function saveContact(
  tx: EntityManager,
  { tenantId, personId, language }: { tenantId: string; personId: string; language: Language },
  contact: Contact,
): Promise<void> {
  await tx.execute(
    `insert into contacts (tenant_id, person_id, name, email, telegram_id, language, time_zone) values (?, ?, ?, ?, ?, ?, ?)
     on conflict (tenant_id, person_id) do update set name = coalesce(excluded.name, contacts.name),
       email = coalesce(excluded.email, contacts.email), telegram_id = coalesce(excluded.telegram_id, contacts.telegram_id),
       language = excluded.language, time_zone = coalesce(excluded.time_zone, contacts.time_zone), changed_at = now()`,
    [
      tenantId,
      personId,
      contact.name ?? null,
      contact.email ?? null,
      contact.telegramId ?? null,
      language,
      contact.timeZone ?? null,
    ],
  );
}
