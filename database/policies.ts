/**
 * Row-level security for four readers, told apart by settings of the transaction:
 * the public, a person (`app.person_id`), an organisation's member or activity (`app.tenant_id`), the platform.
 * `nullif(…, '')`, because a setting that was once set locally reads as '' afterwards, not as null.
 */
import type { PolicyDef } from '@mikro-orm/core';

const setting = (name: string) => `nullif(current_setting('app.${name}', true), '')`;
const reader = `current_setting('app.reader', true)`;
const ofTenant = (column: string) => `${reader} = 'member' and ${column} = ${setting('tenant_id')}::uuid`;
const ofPerson = (column: string) => `${reader} = 'person' and ${column} = ${setting('person_id')}::uuid`;
const platform = `${reader} = 'platform'`;

type Readers = {
  /** SQL that says which rows everybody may see. */
  public?: string;
  /** The column, or columns, with the person whose row it is; they may read it. */
  person?: string | [string, string];
  /** The column with the organisation; its members and activities may do everything. */
  tenant?: string;
};

export const policies = ({ tenant = 'tenant_id', person, public: open }: Readers = {}): PolicyDef[] => [
  { name: 'tenant_all', command: 'all', using: ofTenant(tenant), check: ofTenant(tenant) },
  { name: 'platform_read', command: 'select', using: platform },
  ...(person ? [{ name: 'person_read', command: 'select' as const, using: [person].flat().map(ofPerson).join(' or ') }] : []),
  ...(open ? [{ name: 'public_read', command: 'select' as const, using: open }] : []),
];

/** People belong to no organisation; it sees the language and the clock of those who dealt with it. */
export const peoplePolicies = (): PolicyDef[] => [
  { name: 'person_all', command: 'all', using: ofPerson('id'), check: ofPerson('id') },
  {
    name: 'member_read',
    command: 'select',
    using: `${reader} = 'member' and exists (select 1 from contacts c where c.tenant_id = ${setting('tenant_id')}::uuid and c.person_id = people.id)`,
  },
  { name: 'platform_read', command: 'select', using: platform },
];
