/** How an organisation reaches a person: what is new is added, and what is known changes by the word of a Telegram alone. */
import type { EntityManager } from '@mikro-orm/postgresql';
import type { Language } from '../../domain/language.ts';
import type { Contact } from '../../domain/orders.ts';

const details = ['name', 'email', 'telegram_id', 'language', 'time_zone'];

export async function saveContact(
  tx: EntityManager,
  { tenantId, personId, language }: { tenantId: string; personId: string; language: Language },
  contact: Contact,
): Promise<void> {
  // An address that somebody typed proves nobody: whoever knows a guest's would else rename them and choose their language.
  const proven = contact.telegramId !== undefined;
  const kept = details.map((one) =>
    proven ? `coalesce(excluded.${one}, contacts.${one})` : `coalesce(contacts.${one}, excluded.${one})`,
  );
  await tx.execute(
    `insert into contacts (tenant_id, person_id, ${details.join(', ')}) values (?, ?, ?, ?, ?, ?, ?)
     on conflict (tenant_id, person_id) do update set ${details.map((one, index) => `${one} = ${kept[index]}`).join(', ')}, changed_at = now()
       where (${details.map((one) => `contacts.${one}`).join(', ')}) is distinct from (${kept.join(', ')})`,
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
